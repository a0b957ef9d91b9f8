#include "tests/support/cuda/GridRunner.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/cuda/Fiber.h"
#include "tests/support/cuda/Runtime.h"
#include "tests/support/cuda/Sanitizers.h"
#include "tests/support/cuda/SharedMemory.h"

namespace glassnet::simulator {

namespace {

/// A fiber and the thread that it runs.
struct Worker {
    explicit Worker(Fiber::Body body) : fiber(body) {}

    Fiber fiber;
    unsigned thread = 0;
    bool waits = false;  ///< at the barrier below
    unsigned barriers = 0;
    const char* file = "";
    int line = 0;
};

/// The grid that runs now. One at a time, so its numbers can be found from inside a kernel.
class Grid {
public:
    void run(dim3 grid, dim3 block, const std::function<void()>& body);
    void wait(const char* file, int line);
    [[nodiscard]] unsigned coordinate(int index) const { return m_coordinates[static_cast<std::size_t>(index)]; }

private:
    void runBlock(std::mt19937& random);
    void startThreads();
    void checkBarrier() const;
    void releaseBarrier(std::mt19937& random);
    void enter(Worker& worker);
    void runThreads(Worker& worker);
    void place(Place what, unsigned index, const dim3& size);
    template <class T>
    static void arrange(std::vector<T>& items, std::mt19937& random);

    std::array<unsigned, 12> m_coordinates{};
    dim3 m_grid;
    dim3 m_block;
    const std::function<void()>* m_body = nullptr;
    std::vector<unsigned> m_threads;  ///< of the block, in the order in which they start
    std::size_t m_next = 0;           ///< the first of them that has not started
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<Worker*> m_waiting;
    Worker* m_current = nullptr;
    // For the thread sanitizer. Two tags for barriers, used in turn: with one, a thread that is past the next barrier already would order
    // the others, and races between them would vanish.
    std::array<char, 2> m_barrierTags{};
    char m_startTag = 0;
    char m_endTag = 0;
};

Grid& grid() {
    static Grid one;
    return one;
}

template <class T>
void Grid::arrange(std::vector<T>& items, std::mt19937& random) {
    if (settings().order == ThreadOrder::Backward) {
        std::ranges::reverse(items);
    } else if (settings().order == ThreadOrder::Shuffled) {
        std::ranges::shuffle(items, random);
    }
}

void Grid::place(Place what, unsigned index, const dim3& size) {
    const auto at = static_cast<std::size_t>(what);
    m_coordinates[at] = index % size.x;
    m_coordinates[at + 1] = index / size.x % size.y;
    m_coordinates[at + 2] = index / size.x / size.y;
}

void Grid::run(dim3 gridSize, dim3 blockSize, const std::function<void()>& body) {
    m_grid = gridSize;
    m_block = blockSize;
    m_body = &body;
    m_coordinates = {0, 0, 0, 0, 0, 0, blockSize.x, blockSize.y, blockSize.z, gridSize.x, gridSize.y, gridSize.z};
    std::mt19937 random(settings().seed);
    std::vector<unsigned> blocks(std::size_t{gridSize.x} * gridSize.y * gridSize.z);
    std::iota(blocks.begin(), blocks.end(), 0U);
    arrange(blocks, random);
    for (const unsigned each : blocks) {
        place(Place::Block, each, m_grid);
        runBlock(random);
    }
}

void Grid::runBlock(std::mt19937& random) {
    m_threads.resize(std::size_t{m_block.x} * m_block.y * m_block.z);
    std::iota(m_threads.begin(), m_threads.end(), 0U);
    arrange(m_threads, random);
    spoilSharedMemory();
    // Orders the blocks, because their shared memory is the same here: races between blocks are for the interpreter to find.
    release(&m_startTag);
    startThreads();
    while (!m_waiting.empty()) {
        checkBarrier();
        releaseBarrier(random);
    }
    acquire(&m_endTag);
}

void Grid::startThreads() {
    m_next = 0;
    for (std::size_t used = 0; m_next < m_threads.size(); ++used) {
        if (used == m_workers.size()) {
            m_workers.push_back(std::make_unique<Worker>([](Fiber&) { grid().runThreads(*grid().m_current); }));
        }
        enter(*m_workers[used]);
    }
}

void Grid::enter(Worker& worker) {
    m_current = &worker;
    worker.waits = false;
    worker.fiber.resume();
    m_current = nullptr;
    if (worker.waits) {
        m_waiting.push_back(&worker);
    }
}

/// The code of every fiber. As long as threads run to their end, one fiber serves them all, so that kernels without a barrier never switch.
void Grid::runThreads(Worker& worker) {
    for (;;) {
        while (m_next < m_threads.size()) {
            worker.thread = m_threads[m_next++];
            worker.barriers = 0;
            place(Place::Thread, worker.thread, m_block);
            acquire(&m_startTag);
            (*m_body)();
            release(&m_endTag);
            ++runtime().counters.threads;
            if (kFiberForEachThread) {
                break;
            }
        }
        worker.fiber.suspend();
    }
}

void Grid::wait(const char* file, int line) {
    Worker& worker = *m_current;
    worker.waits = true;
    worker.file = file;
    worker.line = line;
    char* tag = &m_barrierTags[++worker.barriers % 2];
    release(tag);
    worker.fiber.suspend();
    acquire(tag);
    place(Place::Thread, worker.thread, m_block);
}

void Grid::checkBarrier() const {
    const auto where = [](const Worker& worker) {
        const std::string_view file = worker.file;
        return std::string(file.substr(file.rfind('/') + 1)) + ":" + std::to_string(worker.line);
    };
    const Worker& first = *m_waiting.front();
    if (m_waiting.size() != m_threads.size()) {
        report("the barrier at " + where(first) + " is reached by " + std::to_string(m_waiting.size()) + " of " +
               std::to_string(m_threads.size()) + " threads");
    }
    for (const Worker* each : m_waiting) {
        if (each->line != first.line || std::string_view(each->file) != first.file) {
            report("threads of one block wait at different barriers, " + where(first) + " and " + where(*each));
            break;
        }
    }
}

void Grid::releaseBarrier(std::mt19937& random) {
    std::vector<Worker*> workers = std::exchange(m_waiting, {});
    std::ranges::sort(workers, {}, &Worker::thread);
    arrange(workers, random);
    for (Worker* each : workers) {
        enter(*each);
    }
}

}  // namespace

void runGrid(dim3 gridSize, dim3 blockSize, const std::function<void()>& body) { grid().run(gridSize, blockSize, body); }

void barrier(const char* file, int line) { grid().wait(file, line); }

unsigned coordinate(int index) { return grid().coordinate(index); }

}  // namespace glassnet::simulator
