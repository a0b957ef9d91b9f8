#pragma once

#include <QElapsedTimer>
#include <QObject>

#include "ui/workbench/Workbench.h"

namespace glassnet::ui {
class ImagesPage;
}

namespace glassnet::app {

/// Has the worker say what the network makes of drawn and stored images, and shows the weights of the chosen unit as one.
class ImageWiring final : public QObject {
    Q_OBJECT
public:
    ImageWiring(ui::Workbench& workbench, ui::ImagesPage& page, QObject* parent);

    /// Training is elsewhere: the images are looked at again, a few times a second. What the network says is what `output` gives.
    void takeReport(const ui::TrainReport& report, LayerId output);
    /// Nothing is asked while the page is out of view.
    void setShown(bool shown);

private:
    void ask();
    void showWeights();

    ui::Workbench& m_workbench;
    ui::ImagesPage& m_page;
    std::shared_ptr<const SplitData> m_data;
    LayerId m_output;
    QElapsedTimer m_asked;
    bool m_shown = false;
};

}  // namespace glassnet::app
