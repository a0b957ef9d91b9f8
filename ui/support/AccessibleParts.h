#pragma once

#include <QAccessible>
#include <QRectF>
#include <QString>
#include <cstddef>
#include <functional>
#include <memory>

class QWidget;

namespace glassnet::ui {

/// A thing that a widget paints by itself and that is an object of its own for a screen reader.
struct AccessiblePart {
    QString name;
    QString value;        ///< empty: it has none
    QString description;  ///< a sentence
    QRectF rect;          ///< in the widget; empty: it is out of view
    QAccessible::Role role = QAccessible::ListItem;
    bool isCurrent = false;
};

/// The parts of a widget, as they are when they are asked for. Owned by the widget's accessible object.
class AccessiblePartSource {
public:
    AccessiblePartSource() = default;
    AccessiblePartSource(const AccessiblePartSource&) = delete;
    AccessiblePartSource& operator=(const AccessiblePartSource&) = delete;
    virtual ~AccessiblePartSource() = default;

    [[nodiscard]] virtual std::size_t count() const = 0;
    /// `index` is below count().
    [[nodiscard]] virtual AccessiblePart part(std::size_t index) const = 0;
    /// What a click on it does.
    virtual void press(std::size_t index) = 0;
};

/// Gives the widgets of a class (its name with namespaces, as its meta object has it) parts before the widgets in them. `make` is called
/// once for each widget that is asked. A class is given parts once, whoever asks for it again.
void giveAccessibleParts(const char* className, QAccessible::Role role,
                         const std::function<std::unique_ptr<AccessiblePartSource>(QWidget&)>& make);

}  // namespace glassnet::ui
