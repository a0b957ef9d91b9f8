#include "ui/support/AccessibleParts.h"

#include <QAccessibleActionInterface>
#include <QAccessibleWidget>
#include <map>
#include <vector>

namespace glassnet::ui {

namespace {

using Make = std::function<std::unique_ptr<AccessiblePartSource>(QWidget&)>;

struct Kind {
    QAccessible::Role role{};
    Make make;
};

std::map<QString, Kind>& kinds() {
    static std::map<QString, Kind> all;
    return all;
}

/// One part. It lives as long as its widget's object; what it says is asked for each time.
class PartObject final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    PartObject(QWidget& widget, AccessiblePartSource& source, std::size_t index) : m_widget(&widget), m_source(&source), m_index(index) {}

    [[nodiscard]] bool isValid() const override { return m_index < m_source->count(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_widget); }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        if (!isValid()) {
            return {};
        }
        const auto part = m_source->part(m_index);
        return kind == QAccessible::Name          ? part.name
               : kind == QAccessible::Value       ? part.value
               : kind == QAccessible::Description ? part.description
                                                  : QString();
    }
    [[nodiscard]] QRect rect() const override {
        const QRect place = isValid() ? m_source->part(m_index).rect.toAlignedRect() : QRect();
        return place.isEmpty() ? QRect() : QRect(m_widget->mapToGlobal(place.topLeft()), place.size());
    }
    [[nodiscard]] QAccessible::Role role() const override { return isValid() ? m_source->part(m_index).role : QAccessible::NoRole; }
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        state.invalid = !isValid();
        if (isValid()) {
            const auto part = m_source->part(m_index);
            state.selectable = true;
            state.selected = part.isCurrent;
            state.readOnly = true;
            state.offscreen = part.rect.isEmpty() || !QRectF(m_widget->rect()).intersects(part.rect);
            state.invisible = !m_widget->isVisible();
        }
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (name == pressAction() && isValid()) {
            m_source->press(m_index);
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    QWidget* m_widget;
    AccessiblePartSource* m_source;
    std::size_t m_index;
};

/// The widget itself: its parts come first, then the widgets in it.
class WholeObject final : public QAccessibleWidget {
public:
    WholeObject(QWidget& widget, const Kind& kind) : QAccessibleWidget(&widget, kind.role), m_source(kind.make(widget)) {}
    ~WholeObject() override {
        for (const auto id : m_ids) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    [[nodiscard]] int childCount() const override { return parts() + QAccessibleWidget::childCount(); }
    [[nodiscard]] QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= parts()) {
            return index < 0 ? nullptr : QAccessibleWidget::child(index - parts());
        }
        while (m_ids.size() <= static_cast<std::size_t>(index)) {
            m_ids.push_back(QAccessible::registerAccessibleInterface(new PartObject(*widget(), *m_source, m_ids.size())));
        }
        return QAccessible::accessibleInterface(m_ids[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (int i = 0; i < parts(); ++i) {
            if (child(i) == wanted) {
                return i;
            }
        }
        const int among = QAccessibleWidget::indexOfChild(wanted);
        return among < 0 ? -1 : among + parts();
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override {
        for (int i = 0; i < parts(); ++i) {
            if (child(i)->rect().contains(x, y)) {
                return child(i);
            }
        }
        return QAccessibleWidget::childAt(x, y);
    }

private:
    [[nodiscard]] int parts() const { return widget() == nullptr ? 0 : static_cast<int>(m_source->count()); }

    std::unique_ptr<AccessiblePartSource> m_source;
    mutable std::vector<QAccessible::Id> m_ids;
};

QAccessibleInterface* make(const QString& className, QObject* object) {
    const auto found = kinds().find(className);
    auto* widget = qobject_cast<QWidget*>(object);
    return found == kinds().end() || widget == nullptr ? nullptr : new WholeObject(*widget, found->second);
}

}  // namespace

void giveAccessibleParts(const char* className, QAccessible::Role role, const Make& makeSource) {
    if (kinds().empty()) {
        QAccessible::installFactory(make);
    }
    kinds().try_emplace(QString::fromLatin1(className), Kind{role, makeSource});
}

}  // namespace glassnet::ui
