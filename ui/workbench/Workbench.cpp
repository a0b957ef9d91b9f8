#include "ui/workbench/Workbench.h"

#include <limits>

#include "engine/project/FileBytes.h"
#include "engine/project/ProjectFile.h"

namespace glassnet::ui {

namespace {}  // namespace

Workbench::Workbench(QObject* parent)
    : QObject(parent), m_runner([this] { QMetaObject::invokeMethod(this, &Workbench::takeNews, Qt::QueuedConnection); }) {}

void Workbench::open(const Project& project) {
    m_project = project;
    m_path.clear();
    ++m_opened;
    ++m_asked;
    setModified(false);
    m_snapshot.reset();
    m_selection = {};
    m_hovered.reset();
    m_followedStep = -1;
    for (const auto& layer : m_project.network.layers()) {
        if (layer.dense() != nullptr) {
            m_selection.layer = layer.id;
            break;
        }
    }
    emit projectChanged();
    emit selectionChanged();
    m_runner.open(m_project);
    look();
}

void Workbench::openFile(const QString& path) {
    m_runner.postTask([this, path, ticket = ++m_asked](const Session*) {
        auto project = readProjectFile(path.toStdString());
        QMetaObject::invokeMethod(
            this,
            [this, path, ticket, project = std::move(project)] {
                if (ticket != m_asked) {
                    return;  // Something else was opened meanwhile.
                }
                if (!project) {
                    emit failed(project.error());
                    return;
                }
                open(*project);
                m_path = path;
                emit projectChanged();
            },
            Qt::QueuedConnection);
    });
}

void Workbench::saveFile(const QString& path) {
    m_runner.postTask([this, path, project = m_project, ticket = m_opened, edits = m_edits](const Session* session) mutable {
        if (session != nullptr) {
            project.state = session->state();
        }
        const auto bytes = writeProject(project);
        const auto written = bytes ? writeFileBytesAtomically(path.toStdString(), *bytes) : tl::unexpected<Error>(bytes.error());
        QMetaObject::invokeMethod(
            this,
            [this, path, written, ticket, edits] {
                if (!written) {
                    emit failed(written.error());
                    return;
                }
                if (ticket != m_opened) {
                    return;  // It is no longer the project on the screen.
                }
                m_path = path;
                if (edits == m_edits) {
                    setModified(false);
                }
                emit saved(path);
            },
            Qt::QueuedConnection);
    });
}

void Workbench::setModified(bool modified) {
    m_edits += modified ? 1 : 0;
    if (modified != m_modified) {
        m_modified = modified;
        emit modifiedChanged();
    }
}

void Workbench::look() { m_runner.look(m_selection, m_withGradientCheck); }

void Workbench::select(const Selection& selection) {
    if (selection == m_selection) {
        return;
    }
    m_selection = selection;
    emit selectionChanged();
    look();
}

void Workbench::hover(const std::optional<ElementRef>& element) {
    if (element != m_hovered) {
        m_hovered = element;
        emit hoveredChanged();
    }
}

void Workbench::setGradientCheckWanted(bool wanted) {
    if (wanted != m_withGradientCheck) {
        m_withGradientCheck = wanted;
        look();
    }
}

void Workbench::forward() {
    m_runner.post([](Session& session, const std::stop_token&) { session.forward(); });
}

void Workbench::back() {
    m_runner.post([](Session& session, const std::stop_token&) { session.back(); });
}

void Workbench::moveTo(std::size_t position) {
    m_runner.post([position](Session& session, const std::stop_token&) { session.moveTo(position); });
}

void Workbench::toEnd() { moveTo(std::numeric_limits<std::size_t>::max()); }

void Workbench::previewElement(const ElementRef& element, double value) {
    if (m_snapshot == nullptr) {
        return;
    }
    // Only previews of one element replace each other: another's last value, put back by Escape, must not be lost.
    if (element != m_previewed) {
        m_previewed = element;
        ++m_previewKey;
    }
    const auto key = m_snapshot->program->tensor(element.tensor).key;
    m_runner.post(
        [key, place = element.element, value](Session& session, const std::stop_token&) { session.setElement(key, place, value); },
        m_previewKey);
}

void Workbench::setElement(const ElementRef& element, double value) {
    if (m_snapshot == nullptr) {
        return;
    }
    const auto key = m_snapshot->program->tensor(element.tensor).key;
    m_runner.post([key, place = element.element, value](Session& session, const std::stop_token&) {
        session.setElement(key, place, value);
        session.commitElement(key);
    });
    setModified(true);
}

void Workbench::setStartSeed(std::uint64_t seed) {
    m_project.training.seeds[static_cast<std::size_t>(GeneratorRole::Start)] = seed;
    restart();
    setModified(true);
}

void Workbench::restart() {
    // A state that came with the file is given up: saving now would write another file.
    setModified(m_modified || m_project.state.has_value());
    m_project.state.reset();
    const auto selection = m_selection;
    m_runner.open(m_project);
    m_followedStep = -1;
    m_selection = selection;
    look();
    emit projectChanged();
}

void Workbench::settle() {
    m_runner.wait();
    takeNews();
    // Following the position may have asked for the terms of another number.
    m_runner.wait();
    takeNews();
}

void Workbench::takeNews() {
    auto news = m_runner.take();
    if (news.closed) {
        m_snapshot.reset();
        emit snapshotChanged();
    }
    if (news.failure.has_value()) {
        emit failed(*news.failure);
    }
    if (news.snapshot == nullptr) {
        return;
    }
    m_snapshot = std::move(news.snapshot);
    follow();
    emit snapshotChanged();
}

/// The selection goes along with the step: to the layer of the entry in front of the eye, keeping a unit that is chosen there.
void Workbench::follow() {
    const bool moved = m_snapshot->position != m_followedPosition || m_snapshot->step != m_followedStep;
    m_followedPosition = m_snapshot->position;
    m_followedStep = m_snapshot->step;
    const auto* entry = m_snapshot->current();
    if (!moved || !m_following || entry == nullptr) {
        return;
    }
    const auto layer = m_snapshot->program->tensor(entry->outputs[0]).layer;
    auto next = m_selection;
    if (next.layer != layer) {
        next.layer = layer;
        next.unit = 0;
        next.parameter.reset();
    } else if (!next.unit.has_value()) {
        next.unit = 0;
    }
    select(next);
}

}  // namespace glassnet::ui
