#pragma once

#include <QObject>
#include <QStringList>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "engine/data/TableSource.h"
#include "ui/data/DataChange.h"
#include "ui/data/DataSummary.h"
#include "ui/data/TableForm.h"
#include "ui/data/TableLoader.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::ui {
class DataPage;
}

namespace glassnet::app {

/// Connects the data page with the workbench: reads files and makes data ready on a thread of its own, then carries out each change as
/// one edit. Whatever cannot be read or prepared leaves the project as it was and is said on the page.
class DataWiring final : public QObject {
    Q_OBJECT
public:
    DataWiring(ui::Workbench& workbench, ui::DataPage& page, QObject* parent);

    /// Reads files that were dropped or chosen: one table, or one with features and one with targets. False when there is nothing to
    /// read; how the reading ends is shown later.
    bool openData(const QStringList& paths);
    /// Asks for a file and reads it.
    void askForData();
    /// Reads the cells in the clipboard.
    void pasteData();
    /// Learns from a set of the program by its key; "table" asks for a file.
    void useSet(const QString& key);
    /// True while something is read or made ready.
    [[nodiscard]] bool isBusy() const { return m_loader.isBusy() || m_asked > 0; }
    /// How often data were made ready here that were changed or that no session had.
    [[nodiscard]] int timesPrepared() const noexcept { return m_timesPrepared; }

signals:
    /// Why something could not be done; the page says it too.
    void sentence(const QString& text);

private:
    /// Where a table came from, for another reading.
    struct Origin {
        std::variant<std::vector<std::filesystem::path>, std::string> from;  ///< files, or pasted text
        std::shared_ptr<const Table> table;
        ui::TableReading reading;
    };
    using Prepared = std::shared_ptr<const PreparedData>;
    /// Data made ready on the thread, with the plan they were made ready by.
    struct Ready {
        DataSpec data;
        DataPlan plan;
        Prepared prepared;
        ui::DataSummary summary;
        std::optional<ui::TableReading> reading;
    };
    struct Change {
        QString title;
        ui::DataChange change;
    };

    [[nodiscard]] static Result<Ready> makeReady(DataSpec data, DataPlan plan);
    [[nodiscard]] static Result<Ready> readOrigin(const Origin& origin, const TableOptions& options, const DataPlan& plan,
                                                  const ReadControl& control);
    void want(const QString& title, const ui::DataChange& change);
    void next();
    void read(const Origin& origin, const TableOptions& options);
    void readShipped(const QString& key);
    void readAgain(const TableOptions& options);
    void learnFrom(const Result<Ready>& ready);
    void carryOut(const QString& title, const Ready& ready);
    void refuse(const Error& error);
    void showProject();
    void askSession();
    void prepareShown(const DataSpec& data, const DataPlan& plan);
    void takeReady(const Ready& ready);
    [[nodiscard]] const Origin* originInHand() const;
    [[nodiscard]] std::uint64_t startSeed() const;

    ui::Workbench& m_workbench;
    ui::DataPage& m_page;
    std::deque<Change> m_changes;
    bool m_changing = false;
    /// Tables read in this session; undoing brings an earlier one back.
    std::vector<Origin> m_origins;
    /// What the page shows, and what was made ready last.
    std::optional<DataSpec> m_shown;
    DataPlan m_shownPlan;
    std::optional<Ready> m_ready;
    /// Questions to the worker that are not answered yet.
    int m_asked = 0;
    int m_timesPrepared = 0;
    ui::TableLoader m_loader;
};

}  // namespace glassnet::app
