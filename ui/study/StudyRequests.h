#pragma once

#include <QObject>
#include <functional>

namespace glassnet::ui {

class AskControl;
class Session;
class StudyPage;
class StudyPanel;
class Workbench;

/// Has the workbench work out what the panels of a study page want, and gives it to them.
class StudyRequests final : public QObject {
    Q_OBJECT
public:
    /// Steps of the way that the sensitivity surface shows.
    static constexpr int kPathSteps = 24;

    /// Both must outlive it.
    StudyRequests(Workbench& workbench, StudyPage& page, QObject* parent = nullptr);

private:
    /// Does `work` for a panel, if the session still runs the program that the panel shows, and hands the answer to `give`.
    template <class T>
    void ask(StudyPanel& panel, const QString& title, std::function<T(const Session&, const AskControl&)> work,
             std::function<void(const T&)> give);
    void askLedger();
    void askSensitivity();
    void askCheck();
    void askComparison();

    Workbench& m_workbench;
    StudyPage& m_page;
};

}  // namespace glassnet::ui
