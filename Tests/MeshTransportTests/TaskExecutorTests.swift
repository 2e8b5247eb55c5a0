import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite("The tasks of an event loop")
struct TaskExecutorTests {
    @Test("A burst of slow tasks does not keep the loop from everything else until all have run")
    func burst() async throws {
        let count = 64
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let done = Mutex(0)
        let seen = try await loop.flatSubmit {
            let executor = EventLoopTaskExecutor.current(on: loop)
            for _ in 0..<count {
                Task(executorPreference: executor) {
                    let start = NIODeadline.now()
                    while NIODeadline.now() - start < .milliseconds(2) {}
                    done.withLock { $0 += 1 }
                }
            }
            // What the loop was given after them.
            return loop.submit { done.withLock { $0 } }
        }.get()
        #expect((1..<count).contains(seen))
        // All of them run, in later turns.
        while try await loop.submit({ done.withLock { $0 } }).get() < count {}
    }
}
