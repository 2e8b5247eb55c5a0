import Glibc
import MeshCore

/// The time since it was made: by the clock on the wall, and of the processor, which other work on the machine hardly
/// changes.
struct Stopwatch {
    private let start = ContinuousClock.now
    private let cpuStart = clock()

    /// Both, in seconds.
    func read() -> (seconds: Double, cpuSeconds: Double) {
        let ticks = clock() - cpuStart
        return (start.duration(to: .now) / .seconds(1), Double(ticks) / Double(CLOCKS_PER_SEC))
    }
}
