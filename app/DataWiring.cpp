#include "app/DataWiring.h"

#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPointer>
#include <algorithm>
#include <utility>

#include "engine/data/PastedTable.h"
#include "engine/data/Split.h"
#include "engine/data/SyntheticSets.h"
#include "engine/project/DataEdits.h"
#include "resources/datasets/ShippedSets.h"
#include "ui/data/DataPage.h"
#include "ui/data/TableSpecs.h"
#include "ui/support/Dialogs.h"
#include "ui/support/ErrorText.h"

namespace glassnet::app {

namespace {

/// So many tables can be read again in another way, the newest first.
constexpr std::size_t kMostOrigins = 8;

const Table* tableOf(const DataSpec& data) {
    const auto* table = std::get_if<TableSpec>(&data);
    return table == nullptr ? nullptr : table->table.get();
}

}  // namespace

DataWiring::DataWiring(ui::Workbench& workbench, ui::DataPage& page, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_page(page) {
    connect(&page, &ui::DataPage::setWanted, this, &DataWiring::useSet);
    connect(&page, &ui::DataPage::changeWanted, this, &DataWiring::want);
    connect(&page, &ui::DataPage::openWanted, this, &DataWiring::askForData);
    connect(&page, &ui::DataPage::pasteWanted, this, &DataWiring::pasteData);
    connect(&page, &ui::DataPage::readingWanted, this, &DataWiring::readAgain);
    connect(&page, &ui::DataPage::cancelWanted, this, [this] {
        m_changes.clear();
        m_changing = false;
        m_loader.cancel();
    });
    connect(&m_loader, &ui::TableLoader::progressChanged, &page, &ui::DataPage::setProgress);
    connect(&workbench, &ui::Workbench::projectChanged, this, &DataWiring::showProject);
    connect(&workbench, &ui::Workbench::drawingChanged, this, &DataWiring::showProject);
    showProject();
}

std::uint64_t DataWiring::startSeed() const { return m_workbench.project().training.seeds[static_cast<std::size_t>(GeneratorRole::Start)]; }

Result<DataWiring::Ready> DataWiring::makeReady(DataSpec data, DataPlan plan) {
    if (const auto checked = checkSplit(plan.split); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    auto prepared = preparedData(data, plan);
    if (!prepared) {
        return tl::unexpected<Error>(prepared.error());
    }
    auto summary = ui::summarize(data, plan, prepared->get());
    return Ready{std::move(data), std::move(plan), std::move(*prepared), std::move(summary), std::nullopt};
}

Result<DataWiring::Ready> DataWiring::readOrigin(const Origin& origin, const TableOptions& options, const DataPlan& plan,
                                                 const ReadControl& control) {
    std::shared_ptr<const Table> table;
    std::string name = ui::kPastedSource;
    ui::TableReading reading;
    if (const auto* paths = std::get_if<std::vector<std::filesystem::path>>(&origin.from)) {
        auto source = openTable(*paths, options, control);
        if (!source) {
            return tl::unexpected<Error>(std::move(source.error()));
        }
        table = std::make_shared<const Table>(std::move(source->table));
        name = source->name;
        reading = {source->format, std::move(source->options), std::move(source->arrays)};
    } else {
        auto pasted = readPastedTable(std::get<std::string>(origin.from), name, options.csv, control);
        if (!pasted) {
            return tl::unexpected<Error>(std::move(pasted.error()));
        }
        table = std::make_shared<const Table>(std::move(pasted->table));
        reading.options.csv = std::move(pasted->options);
    }
    // The target usually stands last, sometimes first; a person chooses another one later.
    auto ready = makeReady(ui::usualTable(table, name, ui::FirstTarget::Last), plan);
    if (!ready) {
        if (auto other = makeReady(ui::usualTable(table, name, ui::FirstTarget::First), plan)) {
            ready = std::move(other);
        }
    }
    if (ready) {
        ready->reading = std::move(reading);
    }
    return ready;
}

void DataWiring::want(const QString& title, const ui::DataChange& change) {
    m_changes.push_back({title, change});
    next();
}

void DataWiring::next() {
    if (m_changing || m_changes.empty()) {
        return;
    }
    m_changing = true;
    const Change change = std::move(m_changes.front());
    m_changes.pop_front();
    DataSpec data = m_workbench.project().data;
    DataPlan plan = m_workbench.project().plan;
    change.change(data, plan);
    ++m_timesPrepared;
    m_loader.run<Ready>([data, plan](const ReadControl&) { return makeReady(data, plan); },
                        [this, title = change.title](const Result<Ready>& ready) {
                            m_changing = false;
                            if (ready) {
                                carryOut(title, *ready);
                            } else {
                                refuse(ready.error());
                            }
                            next();
                        });
}

void DataWiring::useSet(const QString& key) {
    if (key == QLatin1String("table")) {
        askForData();
        return;
    }
    if (findShippedSet(key.toStdString()) != nullptr) {
        readShipped(key);
        return;
    }
    SyntheticSpec spec = usualSpec(key.toStdString());
    spec.seed = startSeed();
    want(tr("Learn from %1").arg(ui::dataTitle(spec)), [spec, seed = startSeed()](DataSpec& data, DataPlan& plan) {
        data = spec;
        plan = usualPlan(data, seed);
    });
}

void DataWiring::readShipped(const QString& key) {
    const auto plan = usualPlan(TableSpec(), startSeed());
    const auto* set = findShippedSet(key.toStdString());
    const auto work = [set, plan](const ReadControl& control) -> Result<Ready> {
        const auto path = QStringLiteral(":/datasets/%1").arg(QLatin1String(set->file.data(), static_cast<qsizetype>(set->file.size())));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return failure(ErrorCode::FileNotFound, {path.toStdString()});
        }
        const QByteArray bytes = file.readAll();
        auto table = readShippedSet(*set, std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), control);
        if (!table) {
            return tl::unexpected<Error>(std::move(table.error()));
        }
        return makeReady(ui::usualTable(std::make_shared<const Table>(std::move(*table)), std::string(set->key), ui::FirstTarget::Last),
                         plan);
    };
    m_loader.run<Ready>(work, [this](const Result<Ready>& ready) { learnFrom(ready); });
}

void DataWiring::learnFrom(const Result<Ready>& ready) {
    if (ready) {
        carryOut(tr("Learn from %1").arg(ui::dataTitle(ready->data)), *ready);
    } else {
        refuse(ready.error());
    }
}

bool DataWiring::openData(const QStringList& paths) {
    Origin origin;
    std::vector<std::filesystem::path> files;
    for (const QString& path : paths) {
        files.push_back(QFileInfo(path).filesystemAbsoluteFilePath());
    }
    if (files.empty()) {
        return false;
    }
    m_page.showGroup(ui::DataGroup::File);
    origin.from = std::move(files);
    read(origin, {});
    return true;
}

void DataWiring::askForData() {
    const QString path = ui::Dialogs::askOpenFile(
        m_page.window(), tr("Open a table"),
        tr("Tables (%1);;All files (%2)").arg(QStringLiteral("*.csv *.tsv *.txt *.npy *.npz *.idx *-ubyte *.gz"), QStringLiteral("*")));
    if (!path.isEmpty()) {
        openData({path});
    }
}

void DataWiring::pasteData() {
    const QString text = QGuiApplication::clipboard()->text();
    m_page.showGroup(ui::DataGroup::Pasted);
    Origin origin;
    origin.from = text.toStdString();
    read(origin, {});
}

const DataWiring::Origin* DataWiring::originInHand() const {
    const Table* table = tableOf(m_workbench.project().data);
    const auto found = std::ranges::find_if(m_origins, [table](const Origin& origin) { return origin.table.get() == table; });
    return table == nullptr || found == m_origins.end() ? nullptr : &*found;
}

void DataWiring::readAgain(const TableOptions& options) {
    if (const Origin* origin = originInHand()) {
        read(*origin, options);
    }
}

void DataWiring::read(const Origin& origin, const TableOptions& options) {
    const auto plan = usualPlan(TableSpec(), startSeed());
    m_loader.run<Ready>([origin, options, plan](const ReadControl& control) { return readOrigin(origin, options, plan, control); },
                        [this, from = origin.from](const Result<Ready>& ready) {
                            if (ready) {
                                const auto& table = std::get<TableSpec>(ready->data).table;
                                m_origins.insert(m_origins.begin(), Origin{from, table, ready->reading.value_or(ui::TableReading())});
                                m_origins.resize(std::min(m_origins.size(), kMostOrigins));
                            }
                            learnFrom(ready);
                        });
}

void DataWiring::carryOut(const QString& title, const Ready& ready) {
    m_ready = ready;
    // The worker has them from now on.
    m_ready->prepared.reset();
    ui::EditOptions options;
    options.prepared = ready.prepared;
    const bool isOther = ui::dataTitle(m_workbench.project().data) != ui::dataTitle(ready.data);
    const auto learn = [&](Project& project) -> Result<void> {
        usePrepared(project, ready.data, ready.plan, ready.prepared.get());
        // A step for each sample was for the few rows of a drawing.
        constexpr std::int64_t kBatch = 10;
        if (isOther && project.training.batches.batchSize < kBatch && !std::holds_alternative<StoredRows>(ready.data)) {
            project.training.batches = {.batchSize = kBatch, .shuffle = true};
        }
        return {};
    };
    if (m_workbench.edit(title, learn, options)) {
        // Where nothing has changed, nobody else says so.
        m_shown.reset();
        showProject();
    }
}

void DataWiring::refuse(const Error& error) {
    const QString why = ui::ErrorText::of(error);
    m_page.refuse(why);
    emit sentence(why);
}

void DataWiring::showProject() {
    const auto& project = m_workbench.project();
    const bool isShown = m_shown && m_shownPlan == project.plan && sameData(*m_shown, project.data);
    if (isShown && m_ready) {
        return;
    }
    m_shown = project.data;
    m_shownPlan = project.plan;
    if (m_ready && !(m_ready->plan == project.plan && sameData(m_ready->data, project.data))) {
        m_ready.reset();
    }
    m_page.setData(project.data, project.plan);
    const Origin* origin = originInHand();
    m_page.setReading(origin == nullptr ? std::nullopt : std::optional(origin->reading));
    if (m_ready) {
        m_page.setSummary(m_ready->summary);
        return;
    }
    // Behind whatever opens the project on the worker, which has its data ready then.
    ++m_asked;
    QMetaObject::invokeMethod(this, &DataWiring::askSession, Qt::QueuedConnection);
}

/// The session that runs the project has prepared its data already; where there is none, the loader does it.
void DataWiring::askSession() {
    m_workbench.visit(
        [workbench = &m_workbench, guarded = QPointer(this), data = *m_shown, plan = m_shownPlan](const ui::Session* session) {
            std::optional<Ready> ready;
            if (session != nullptr && session->learnsFrom(data, plan)) {
                const auto& prepared = session->sharedData()->prepared;
                ready = Ready{data, plan, prepared, ui::summarize(data, plan, prepared.get()), std::nullopt};
            }
            const auto answer = [guarded, data, plan, ready = std::move(ready)] {
                if (guarded != nullptr) {
                    --guarded->m_asked;
                    ready ? guarded->takeReady(*ready) : guarded->prepareShown(data, plan);
                }
            };
            QMetaObject::invokeMethod(workbench, answer, Qt::QueuedConnection);
        });
}

void DataWiring::prepareShown(const DataSpec& data, const DataPlan& plan) {
    if (m_ready || !m_shown || m_shownPlan != plan || !sameData(*m_shown, data)) {
        return;
    }
    ++m_timesPrepared;
    m_loader.run<Ready>([data, plan](const ReadControl&) { return makeReady(data, plan); },
                        [this](const Result<Ready>& ready) { ready ? takeReady(*ready) : refuse(ready.error()); });
}

/// Takes over the summary of what is shown, unless something else is by now.
void DataWiring::takeReady(const Ready& ready) {
    if (m_shown && m_shownPlan == ready.plan && sameData(*m_shown, ready.data)) {
        m_ready = ready;
        m_ready->prepared.reset();
        m_page.setSummary(ready.summary);
    }
}

}  // namespace glassnet::app
