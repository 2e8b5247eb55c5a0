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
    /// How long a turn runs jobs before sockets get their chance again: a burst of requests that cost a millisecond each must not
    /// keep the loop from answering a peer that asks whether it lives.
    private static let turnTime = TimeAmount.milliseconds(20)
    /// The clock is read once for so many jobs.
    private static let jobsPerLook = 16

    /// Octets of a fresh buffer for output, and of the largest that is kept.
    private static let leastOutput = 4 * 1024
    private static let mostOutput = 80 * 1024
    /// How many are kept: as many answers as a turn usually has begun and not ended, when heads come ahead of bodies.
    private static let keptOutputs = 64

    private static let ofThread = ThreadSpecificVariable<EventLoopTaskExecutor>()

    package let eventLoop: any EventLoop

    // `@unchecked Sendable` is sound: the fields below are touched on the event loop only (`enqueue` asks where it is and hops),
    // everything else is immutable.
    private var jobs: [UnownedJob] = []
    private var dirty: [any Flushable] = []
    /// Empty, with memory that the next turn's `dirty` uses.
    private var flushed: [any Flushable] = []
    private var isScheduled = false
    private var dateStamp = DateStamp()
    /// When the turn began; a clock is not read for each answer.
    private var turnedAt = NIODeadline.now()
    private var isTurning = false

    /// Memory that connections have written their output from, for the next that write.
    private var spareOutputs: [ByteBuffer] = []
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

    /// An empty buffer for a connection's output: one that was given back, and whose octets have usually left by now.
    func takeOutput() -> ByteBuffer {
        guard var output = spareOutputs.popLast() else {
            return ByteBufferAllocator().buffer(capacity: Self.leastOutput)
        }
        output.clear()
        return output
    }

    /// Takes a buffer back that was handed to a channel, which may still read it.
    func giveBackOutput(_ output: inout ByteBuffer) {
        if output.capacity <= Self.mostOutput, spareOutputs.count < Self.keptOutputs { spareOutputs.append(output) }
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
            if next > 0, next % Self.jobsPerLook == 0, NIODeadline.now() - turnedAt > Self.turnTime { break }
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
            // What a flush makes dirty comes in the next round.
            var flushing = flushed
            flushed = []
            swap(&dirty, &flushing)
            for flushable in flushing { flushable.flush() }
            flushing.removeAll(keepingCapacity: true)
            flushed = flushing
        }
        isScheduled = false
        if !jobs.isEmpty { schedule() }
    }
}
