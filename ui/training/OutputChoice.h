#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "engine/network/NetworkSpec.h"

namespace glassnet::ui {

class ChoiceField;

/// Which of several outputs a page is about; hidden where there is nothing to choose.
class OutputChoice final : public QWidget {
    Q_OBJECT
public:
    explicit OutputChoice(QWidget* parent = nullptr);

    /// Offers the network's outputs in layer order; `chosen` is one of them. Without a signal.
    void setOutputs(const NetworkSpec& network, LayerId chosen);
    [[nodiscard]] ChoiceField& field() const noexcept { return *m_field; }

signals:
    /// A person chose another output.
    void chosen(glassnet::LayerId output);

private:
    ChoiceField* m_field;
    std::vector<LayerId> m_outputs;
    QStringList m_names;
};

}  // namespace glassnet::ui
