import MeshCore
import Testing

struct OutlierDetectorTests {
    private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)
    private let good = RequestOutcome.success(latency: .milliseconds(1))
    private let bad = RequestOutcome.failure(retryAfter: nil)

    private func detector(
        _ count: Int, _ change: (inout OutlierConfiguration) -> Void = { _ in }
    ) -> (OutlierDetector, [EndpointSlot]) {
        var configuration = OutlierConfiguration(jitter: 0)
        change(&configuration)
        var detector = OutlierDetector(configuration: configuration, seed: 1)
        let slots = (0..<count).map { EndpointSlot(index: Int32($0), generation: 0) }
        for slot in slots { detector.add(slot) }
        return (detector, slots)
    }

    private func seconds(_ seconds: Double) -> MonotonicInstant {
        start.advanced(by: .seconds(seconds))
    }

    @Test("Five failures in a row eject, and not the four before")
    func consecutive() {
        var (detector, slots) = detector(2) { $0.minimumRequests = 1000 }
        for _ in 0..<4 { #expect(detector.finished(slots[0], bad, at: start) == .unchanged) }
        #expect(detector.finished(slots[0], good, at: start) == .unchanged)
        for _ in 0..<4 { #expect(detector.finished(slots[0], bad, at: start) == .unchanged) }
        #expect(detector.finished(slots[0], bad, at: start) == .ejected(until: seconds(1)))
        #expect(detector.isEjected(slots[0]))
        #expect(!detector.isUsable(slots[0]))
        #expect(detector.isUsable(slots[1]))
        #expect(detector.finished(slots[0], bad, at: start) == .unchanged)
    }

    @Test("A share of good answers below the threshold ejects, once there are enough")
    func successRate() {
        var (detector, slots) = detector(2) { $0.consecutiveFailures = 1000 }
        for _ in 0..<4 { #expect(detector.finished(slots[0], bad, at: start) == .unchanged) }
        #expect(detector.finished(slots[0], bad, at: start) == .ejected(until: seconds(1)))
        for _ in 0..<8 { #expect(detector.finished(slots[1], good, at: start) == .unchanged) }
        for _ in 0..<2 { #expect(detector.finished(slots[1], bad, at: start) == .unchanged) }
    }

    @Test("Failures that are older than the window do not count")
    func window() {
        var (detector, slots) = detector(2) { $0.consecutiveFailures = 1000 }
        for _ in 0..<4 { _ = detector.finished(slots[0], bad, at: start) }
        #expect(detector.finished(slots[0], bad, at: seconds(11)) == .unchanged)
        for _ in 0..<3 { #expect(detector.finished(slots[0], bad, at: seconds(11.5)) == .unchanged) }
        #expect(detector.finished(slots[0], bad, at: seconds(12)) == .ejected(until: seconds(13)))
    }

    @Test("429 counts against the rate, not as one of a row")
    func limited() {
        var (detector, slots) = detector(2) { $0.minimumRequests = 8 }
        for _ in 0..<7 { #expect(detector.finished(slots[0], .limited(retryAfter: nil), at: start) == .unchanged) }
        #expect(detector.finished(slots[0], .limited(retryAfter: nil), at: start) == .ejected(until: seconds(1)))
    }

    @Test("After the penalty one request probes, and lets the endpoint back in when it does well")
    func probe() {
        var (detector, slots) = detector(2)
        for _ in 0..<5 { _ = detector.finished(slots[0], bad, at: start) }
        #expect(detector.takeProbe(at: seconds(0.9)) == nil)
        #expect(detector.takeProbe(at: seconds(1)) == slots[0])
        #expect(detector.takeProbe(at: seconds(1)) == nil)
        #expect(detector.finished(slots[0], good, at: seconds(1.1)) == .unchanged)
        #expect(!detector.isUsable(slots[0]))
        #expect(detector.finished(slots[0], good, isProbe: true, at: seconds(1.2)) == .restored)
        #expect(detector.isUsable(slots[0]))
        for _ in 0..<4 { #expect(detector.finished(slots[0], bad, at: seconds(1.3)) == .unchanged) }
    }

    @Test("A probe that fails ejects for twice as long, up to the bound")
    func growth() {
        var (detector, slots) = detector(2)
        for _ in 0..<5 { _ = detector.finished(slots[0], bad, at: start) }
        var now = seconds(1)
        for penalty in [2.0, 4, 8, 16, 32, 60, 60] {
            #expect(detector.takeProbe(at: now) == slots[0])
            let until = now.advanced(by: .seconds(penalty))
            #expect(detector.finished(slots[0], bad, isProbe: true, at: now) == .ejected(until: until))
            #expect(detector.takeProbe(at: until.advanced(byNanoseconds: -1)) == nil)
            now = until
        }
    }

    @Test("An endpoint that has done well for long is forgiven")
    func forgiveness() {
        var (detector, slots) = detector(2)
        func ejectAndRestore(at now: MonotonicInstant) -> Duration {
            var length = Duration.zero
            for _ in 0..<5 {
                if case .ejected(let until) = detector.finished(slots[0], bad, at: now) {
                    length = now.duration(to: until)
                }
            }
            let end = now.advanced(by: length)
            #expect(detector.takeProbe(at: end) == slots[0])
            #expect(detector.finished(slots[0], good, isProbe: true, at: end) == .restored)
            return length
        }
        #expect(ejectAndRestore(at: start) == .seconds(1))
        #expect(ejectAndRestore(at: seconds(2)) == .seconds(2))
        #expect(ejectAndRestore(at: seconds(60)) == .seconds(1))
    }

    @Test("A probe that was cancelled is made again")
    func cancelledProbe() {
        var (detector, slots) = detector(2)
        for _ in 0..<5 { _ = detector.finished(slots[0], bad, at: start) }
        #expect(detector.takeProbe(at: seconds(2)) == slots[0])
        #expect(detector.finished(slots[0], .cancelled, isProbe: true, at: seconds(3)) == .unchanged)
        #expect(detector.takeProbe(at: seconds(3)) == slots[0])
    }

    @Test("Several endpoints are probed one after the other")
    func severalProbes() {
        var (detector, slots) = detector(4)
        for slot in slots.prefix(2) { for _ in 0..<5 { _ = detector.finished(slot, bad, at: start) } }
        let probed = [detector.takeProbe(at: seconds(1)), detector.takeProbe(at: seconds(1))].compactMap(\.self)
        #expect(Set(probed) == Set(slots.prefix(2)))
        #expect(detector.takeProbe(at: seconds(1)) == nil)
    }

    @Test(
        "Never more than the set share is ejected, and a lone endpoint never",
        arguments: [(1, 0), (2, 1), (3, 1), (4, 2), (10, 5)])
    func maximumShare(count: Int, ejected: Int) {
        var (detector, slots) = detector(count)
        for slot in slots { for _ in 0..<20 { _ = detector.finished(slot, bad, at: start) } }
        #expect(slots.count { detector.isEjected($0) } == ejected)
        #expect(!detector.isPanicking)
    }

    @Test("When the healthy ones are removed, ejections are not heeded")
    func panic() {
        var (detector, slots) = detector(4)
        for slot in slots.prefix(2) { for _ in 0..<5 { _ = detector.finished(slot, bad, at: start) } }
        #expect(!detector.isPanicking)
        detector.remove(slots[3])
        #expect(detector.isPanicking)
        #expect(slots.prefix(3).allSatisfy { detector.isUsable($0) })
        #expect(!detector.isUsable(slots[3]))
        detector.remove(slots[0])
        #expect(!detector.isPanicking)
        #expect(!detector.isUsable(slots[1]))
        detector.add(slots[0])
        #expect(detector.isUsable(slots[0]))
    }

    @Test("The jitter lengthens a penalty by up to its share, as the seed says")
    func jitter() throws {
        var lengths: [Duration] = []
        for seed in UInt64(0)..<20 {
            var detector = OutlierDetector(configuration: OutlierConfiguration(jitter: 0.5), seed: seed)
            let slots = (0..<2).map { EndpointSlot(index: Int32($0), generation: 0) }
            for slot in slots { detector.add(slot) }
            for _ in 0..<5 {
                if case .ejected(let until) = detector.finished(slots[0], bad, at: start) {
                    lengths.append(start.duration(to: until))
                }
            }
        }
        #expect(lengths.count == 20)
        #expect(lengths.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(1.5) })
        #expect(Set(lengths).count > 10)
    }

    @Test("What is unknown changes nothing")
    func unknown() {
        var (detector, _) = detector(1)
        let stranger = EndpointSlot(index: 7, generation: 7)
        for _ in 0..<10 { #expect(detector.finished(stranger, bad, at: start) == .unchanged) }
        detector.remove(stranger)
        #expect(!detector.isUsable(stranger))
    }
}
