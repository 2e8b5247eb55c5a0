package import NIOCore
import NIOPosix

/// Runs the jobs of tasks on one event loop, and flushes what they produced once they have run.
///
/// Everything that a turn of the loop brings (requests read from many connections, continuations resumed) is gathered and run in one
/// go; then each session that has output writes it once. So a turn costs one scheduled closure and one write per connection,
/// however many requests it serves.
package final class EventLoopTaskExecutor: TaskExecutor, @unchecked Sendable {
    /// What wants to write at the end of the turn.
    package protocol Flushable: AnyObject {
        /// Writes what has gathered.
        func flush()
    }

    /// Jobs run in one turn before sockets get their chance again, so that tasks that resume each other for ever do not starve them.
    private static let jobsPerTurn = 4_096

    /// Octets of a fresh buffer for output, and of one that is not kept.
    private static let leastOutput = 4 * 1024
    private static let mostOutput = 256 * 1024

    private static let ofThread = ThreadSpecificVariable<EventLoopTaskExecutor>()

    package let eventLoop: any EventLoop

    // `@unchecked Sendable` is sound: the fields below are touched on the event loop only (`enqueue` asks where it is and hops),
    // everything else is immutable.
    private var jobs: [UnownedJob] = []
    private var dirty: [any Flushable] = []
    private var isScheduled = false
    private var dateStamp = DateStamp()
    /// When the turn began; a clock is not read for each answer.
    private var turnedAt = NIODeadline.now()
    private var isTurning = false

    /// Memory that a session has written its output from, for the next session that writes.
    private var spareOutput = ByteBuffer()
    /// Memory for the head of the next answer.
    private var answerHead = HeaderBlock(reservingFields: 16, bytes: 512)

    /// The deadlines of the loop's requests; used on the loop only, as what is above.
    let timers: LoopTimers

    private init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        timers = LoopTimers(eventLoop: eventLoop)
        jobs.reserveCapacity(256)
    }

    /// The executor of the loop on which the caller runs.
    package static func current(on eventLoop: any EventLoop) -> EventLoopTaskExecutor {
        eventLoop.assertInEventLoop()
        if let executor = ofThread.currentValue, executor.eventLoop === eventLoop { return executor }
        let executor = EventLoopTaskExecutor(eventLoop: eventLoop)
        ofThread.currentValue = executor
        return executor
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        // The runtime hands each job over exactly once, and it is run exactly once below.
        let job = UnownedJob(job)
        guard eventLoop.inEventLoop else {
            eventLoop.execute { self.add(job) }
            return
        }
        add(job)
    }

    /// Flushes it when the jobs of this turn have run. Called on the event loop, at most once until it is flushed.
    package func flushAfterJobs(_ flushable: any Flushable) {
        dirty.append(flushable)
        schedule()
    }

    /// The value of `date` for an answer made now.
    var date: [UInt8] { dateStamp.text(at: isTurning ? turnedAt : .now()) }

    /// An empty buffer for a session's output. It is the one that was given back last, if its octets are on their way.
    func takeOutput() -> ByteBuffer {
        guard spareOutput.capacity > 0 else { return ByteBufferAllocator().buffer(capacity: Self.leastOutput) }
        var output = spareOutput
        spareOutput = ByteBuffer()
        output.clear()
        return output
    }

    /// Takes a buffer back that was handed to a channel, which may still read it.
    func giveBackOutput(_ output: inout ByteBuffer) {
        if output.capacity <= Self.mostOutput { spareOutput = output }
        output = ByteBuffer()
    }

    /// Makes the head of an answer in memory that is used again and again, and shows it.
    func withAnswerHead(_ fill: (inout HeaderBlock) -> Void, _ body: (HeaderBlock) -> Void) {
        var head = answerHead
        answerHead = HeaderBlock()
        head.removeAll()
        fill(&head)
        body(head)
        answerHead = head
    }

    private func add(_ job: UnownedJob) {
        jobs.append(job)
        schedule()
    }

    private func schedule() {
        guard !isScheduled else { return }
        isScheduled = true
        eventLoop.execute { self.turn() }
    }

    private func turn() {
        turnedAt = .now()
        isTurning = true
        defer { isTurning = false }
        var next = 0
        while next < jobs.count, next < Self.jobsPerTurn {
            let job = jobs[next]
            next += 1
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
        if next == jobs.count {
            jobs.removeAll(keepingCapacity: jobs.capacity <= Self.jobsPerTurn)
        } else {
            jobs.removeFirst(next)
        }
        while !dirty.isEmpty {
            let flushing = dirty
            dirty.removeAll(keepingCapacity: true)
            for flushable in flushing { flushable.flush() }
        }
        isScheduled = false
        if !jobs.isEmpty { schedule() }
    }
}
