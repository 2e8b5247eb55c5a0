import EventLog
import MeshCore
import Testing

@Suite("How long groups grow")
struct GroupPaceTests {
    private static func at(_ time: Duration) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: 1_000_000_000).advanced(by: time)
    }

    @Test("Who comes alone, or with much, waits for nobody")
    func alone() {
        var pace = GroupPace()
        for number in 0..<20 {
            let now = Self.at(.microseconds(100 * number))
            #expect(pace.growth(after: 1, isSmall: true, took: .milliseconds(1), at: now) == .zero)
            #expect(pace.growth(after: 50, isSmall: false, took: .milliseconds(1), at: now) == .zero)
            #expect(pace.growth(after: 0, isSmall: true, took: .zero, at: now) == .zero)
        }
    }

    @Test("Some wait as long as the disk took; as many as keep the cores busy wait the longest")
    func rates() {
        for (callers, pause, isMany) in [
            (2, 1000, false), (4, 2000, false), (2, 600, true), (30, 9000, true), (30, 11_000, false), (9, 3000, true),
        ] {
            var pace = GroupPace()
            let took = Duration.microseconds(400)
            #expect(pace.growth(after: callers, isSmall: true, took: took, at: Self.at(.zero)) == took)
            let growth = pace.growth(after: callers, isSmall: true, took: took, at: Self.at(.microseconds(pause)))
            #expect(growth == (isMany ? GroupPace.longest : took), "\(callers) within \(pause) µs")
        }
    }

    @Test("A slow disk makes nobody wait longer than the longest")
    func slow() {
        var pace = GroupPace()
        #expect(pace.growth(after: 5, isSmall: true, took: .seconds(2), at: Self.at(.zero)) == GroupPace.longest)
    }
}
