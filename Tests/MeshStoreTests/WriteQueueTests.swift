import MeshCore
import Testing

@testable import MeshStore

@Suite("The writers' queue and the log's limits")
struct WriteQueueTests {
    private let write = QueuedWrite(perform: { _ in {} }, fail: { _ in })

    @Test("Only the first write of an idle queue starts a drain")
    func drains() throws {
        var queue = WriteQueue(limit: 10)
        #expect(try queue.add(write).order == .drain)
        #expect(try queue.add(write).order == .wait)
        #expect(queue.takeFirst()?.id == 1)
        let goesOn = queue.drainsOn()
        #expect(goesOn)
        #expect(queue.takeFirst()?.id == 2)
        let goesOnEmpty = queue.drainsOn()
        #expect(!goesOnEmpty)
        #expect(try queue.add(write).order == .drain)
    }

    @Test("A write can be taken back until it is taken")
    func cancels() throws {
        var queue = WriteQueue(limit: 10)
        let first = try queue.add(write).id
        let second = try queue.add(write).id
        #expect(queue.cancel(second)?.id == second)
        #expect(queue.takeFirst()?.id == first)
        #expect(queue.cancel(first) == nil)
    }

    @Test("A write that shares with none is taken first in its transaction, or not yet")
    func alone() throws {
        var queue = WriteQueue(limit: 10)
        _ = try queue.add(QueuedWrite(isAlone: true, perform: { _ in {} }, fail: { _ in }))
        #expect(queue.takeFirst(joining: 1)?.id == nil)
        #expect(queue.takeFirst()?.isAlone == true)
        _ = try queue.add(write)
        #expect(queue.takeFirst(joining: 1)?.id == 2)
    }

    @Test("An ended queue keeps its first reason")
    func ends() {
        var queue = WriteQueue(limit: 1)
        queue.end(with: .closed)
        queue.end(with: .full(path: ""))
        #expect(throws: StoreError.closed) { try queue.add(write) }
    }

    @Test("The log is emptied past its soft limit, not at every commit, and closes at its hard limit")
    func logLimits() {
        let start = MonotonicInstant(nanoseconds: 0)
        var log = WriteAheadLog(softLimit: 100, hardLimit: 1000)
        #expect(log.grew(to: 100, at: start) == .nothing)
        #expect(log.grew(to: 101, at: start) == .truncate)
        #expect(log.grew(to: 500, at: start.advanced(by: .milliseconds(199))) == .nothing)
        #expect(log.grew(to: 500, at: start.advanced(by: .milliseconds(200))) == .truncate)
        #expect(log.admitsWrites)
        #expect(log.grew(to: 1000, at: start.advanced(by: .milliseconds(201))) == .nothing)
        #expect(!log.admitsWrites)
        #expect(log.grew(to: 0, at: start.advanced(by: .milliseconds(202))) == .nothing)
        #expect(log.admitsWrites)
        #expect(log.grew(to: 101, at: start.advanced(by: .milliseconds(203))) == .truncate)
    }
}
