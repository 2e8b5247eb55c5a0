import MeshCore
import Testing

@testable import Orchestrator

@Suite("Timers in a hierarchy of wheels")
struct TimerWheelTests {
    private func entry(_ number: Int64, _ due: Int64) -> TimerEntry {
        TimerEntry(key: .init(execution: number, timer: 0), due: Timestamp(milliseconds: due))
    }

    @Test(
        "A timer fires at its moment and never before",
        arguments: [1, 8, 63, 64, 511, 512, 40_000, 3_000_000, 900_000_000])
    func firesOnTime(_ delay: Int64) {
        let start: Int64 = 1_795_000_000_123
        var wheel = TimerWheel(at: Timestamp(milliseconds: start))
        wheel.set(entry(1, start + delay))
        let early = wheel.expire(at: Timestamp(milliseconds: start + delay - 1))
        let due = wheel.expire(at: Timestamp(milliseconds: start + delay))
        #expect(early.isEmpty && due.count == 1)
        #expect(wheel.count == 0)
        #expect(wheel.nextWake == nil)
    }

    @Test("Waking when the wheel asks for it fires every timer at its moment", arguments: 0..<20)
    func wakesInTime(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var now: Int64 = 1_795_000_000_000 + Int64(random.below(1000))
        var wheel = TimerWheel(at: Timestamp(milliseconds: now))
        var waiting: [Int64: Int64] = [:]
        for number in 0..<200 {
            let due = now + Int64(random.below(1 << random.below(28)))
            waiting[Int64(number)] = due
            wheel.set(entry(Int64(number), due))
        }
        for number in stride(from: Int64(0), to: 200, by: 7) {
            let wasSet = wheel.cancel(.init(execution: number, timer: 0))
            #expect(wasSet)
            waiting[number] = nil
        }
        var wakes = 0
        while let wake = wheel.nextWake {
            let isLate = waiting.values.contains { $0 < wake.milliseconds && $0 > now }
            #expect(!isLate, "a timer is due before the wheel wants to be woken, seed \(seed)")
            now = max(now, wake.milliseconds)
            for fired in wheel.expire(at: Timestamp(milliseconds: now)) {
                let due = waiting.removeValue(forKey: fired.key.execution)
                #expect(due.map { $0 <= now } == true)
            }
            wakes += 1
            #expect(wakes < 5000, "seed \(seed)")
            if wakes >= 5000 { return }
        }
        #expect(waiting.isEmpty)
    }

    @Test("A timer that is set again fires once, at the later moment")
    func replaces() {
        var wheel = TimerWheel(at: Timestamp(milliseconds: 0))
        wheel.set(entry(1, 100))
        wheel.set(entry(1, 200))
        let early = wheel.expire(at: Timestamp(milliseconds: 150))
        let due = wheel.expire(at: Timestamp(milliseconds: 250))
        #expect(early.isEmpty && due.count == 1)
    }
}
