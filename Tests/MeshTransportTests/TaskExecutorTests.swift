import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite("The tasks of an event loop")
struct TaskExecutorTests {
    private final class Count: Sendable {
        private let value = Atomic<Int>(0)

        var current: Int { value.load(ordering: .sequentiallyConsistent) }

        func increase() { value.add(1, ordering: .sequentiallyConsistent) }
    }

    @Test("A burst of slow tasks does not keep the loop from everything else until all have run")
    func burst() async throws {
        let count = 64
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let done = Count()
        let seen = try await loop.flatSubmit {
            let executor = EventLoopTaskExecutor.current(on: loop)
            for _ in 0..<count {
                Task(executorPreference: executor) {
                    let start = NIODeadline.now()
                    while NIODeadline.now() - start < .milliseconds(2) {}
                    done.increase()
                }
            }
            // What the loop was given after them.
            return loop.submit { done.current }
        }.get()
        #expect((1..<count).contains(seen))
        // All of them run, in later turns.
        while try await loop.submit({ done.current }).get() < count {}
    }
}
