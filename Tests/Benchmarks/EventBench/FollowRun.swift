import ArgumentParser
import MeshCore
import NIOCore
import NIOPosix

/// Sends events of a topic at a steady rate while it reads all its partitions.
struct FollowRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow", abstract: "Measures the time until a subscriber has an event.")

    @Option(help: "The topic; it must be empty.")
    var topic: String

    @Option(help: "How many partitions it has.")
    var partitions = 4

    @Option(help: "By which door events come in.")
    var sender = Door.http

    @Option(help: "By which door they are read.")
    var reader = ReaderDoor.stream

    @Option(help: "Where the mesh is served: HOST:PORT.")
    var http: String

    @Option(help: "A client of Kafka begins here: HOST:PORT.")
    var kafka: String?

    @Option(help: "An access token.")
    var token: String

    @Option(help: "Events a second.")
    var rate = 10_000

    @Option(help: "For how long.")
    var seconds = 10

    @Option(help: "The most events of one request.")
    var events = 10

    /// By which events come in.
    enum Door: String, ExpressibleByArgument, CaseIterable {
        case http, kafka
    }

    /// By which they are read: an event stream, long polls, or Kafka's protocol.
    enum ReaderDoor: String, ExpressibleByArgument, CaseIterable {
        case stream, poll, kafka
    }

    func run() async throws {
        // One thread: what the benchmark takes of the machine, the service has not.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let total = rate * seconds
        let book = EventBook(count: total, rate: rate)
        let web = WebSide(
            address: try Address(http), topic: topic, token: token, group: group, book: book)
        let broker: KafkaSide? =
            if let kafka {
                try await KafkaSide.connect(
                    try Address(kafka), topic: topic, partitions: partitions, group: group, book: book)
            } else { nil }
        if sender == .kafka || reader == .kafka, broker == nil { throw ValidationError("--kafka is missing.") }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for partition in 0..<partitions {
                tasks.addTask {
                    switch reader {
                    case .stream: try await web.follow(partition)
                    case .poll: try await web.poll(partition)
                    case .kafka: break
                    }
                }
            }
            if reader == .kafka, let broker { tasks.addTask { try await broker.follow() } }
            tasks.addTask {
                try await send(book, total: total) { share in
                    switch sender {
                    case .http: try await web.publish(share)
                    case .kafka: try await broker?.publish(share)
                    }
                }
            }
            // Readers end when all is read or the patience is over; the sender with its last acknowledgement.
            tasks.addTask { await book.wait(until: MonotonicInstant.now().advanced(by: .seconds(seconds + 20))) }
            try await ended(&tasks, book)
        }
        print(book.figures)
        try await web.shutDown()
        try await broker?.shutDown()
        try await group.shutdownGracefully()
    }

    /// Waits until all events are read, or nobody waits for them any more.
    private func ended(_ tasks: inout ThrowingTaskGroup<Void, any Error>, _ book: EventBook) async throws {
        while !book.isOver, try await tasks.next() != nil {}
        tasks.cancelAll()
        do {
            try await tasks.waitForAll()
        } catch  where book.isOver {
            // How readers end that are no longer needed.
        }
    }

    /// Sends what is due, a millisecond's events at a time, without waiting for what was sent before.
    private func send(
        _ book: EventBook, total: Int, _ publish: @escaping @Sendable (Range<Int>) async throws -> Void
    ) async throws {
        book.begin()
        try await withThrowingDiscardingTaskGroup { tasks in
            var sent = 0
            while sent < total {
                let due = min(total, book.due(at: .now()))
                while sent < due {
                    let share = sent..<min(due, sent + events)
                    book.sent(share)
                    tasks.addTask {
                        try await publish(share)
                        book.accepted(share)
                    }
                    sent = share.upperBound
                }
                try await Task.sleep(for: .milliseconds(1), tolerance: .zero)
            }
        }
    }
}
