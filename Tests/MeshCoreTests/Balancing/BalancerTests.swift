import MeshCore
import Testing

struct BalancerTests {
    private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

    private func balancer(_ count: Int, slowStart: Duration = .zero) -> (Balancer, [EndpointSlot]) {
        var balancer = Balancer(configuration: BalancerConfiguration(slowStart: slowStart), seed: 42)
        let slots = (0..<count).map { _ in
            let slot = balancer.add(at: start)
            balancer.setAvailable(true, slot, at: start)
            return slot
        }
        return (balancer, slots)
    }

    /// Sends one request after the other and counts where they went.
    private func picks(
        _ balancer: inout Balancer, _ rounds: Int, at now: MonotonicInstant, outcome: (EndpointSlot) -> RequestOutcome
    ) -> [EndpointSlot: Int] {
        var counts: [EndpointSlot: Int] = [:]
        for _ in 0..<rounds {
            guard let slot = balancer.pick(at: now) else { continue }
            counts[slot, default: 0] += 1
            balancer.finished(slot, outcome(slot), at: now)
        }
        return counts
    }

    @Test("Without endpoints nothing is picked")
    func empty() {
        var balancer = Balancer(seed: 1)
        #expect(balancer.pick(at: start) == nil)
        let slot = balancer.add(at: start)
        #expect(balancer.pick(at: start) == nil)
        balancer.setAvailable(true, slot, at: start)
        #expect(balancer.pick(at: start) == slot)
        balancer.setAvailable(false, slot, at: start)
        #expect(balancer.pick(at: start) == nil)
        #expect(balancer.availableCount == 0)
    }

    @Test("Equal endpoints get equal shares")
    func equal() {
        var (balancer, slots) = balancer(4)
        let counts = picks(&balancer, 4000, at: start) { _ in .success(latency: .milliseconds(1)) }
        for slot in slots { #expect((800...1200).contains(counts[slot, default: 0])) }
    }

    @Test("Of two the one with less latency times open requests is picked")
    func load() {
        var (balancer, slots) = balancer(2)
        for slot in slots {
            balancer.started(slot)
            balancer.finished(
                slot, .success(latency: slot == slots[0] ? .milliseconds(10) : .milliseconds(1)), at: start)
        }
        let now = start.advanced(by: .milliseconds(1))
        // 10 ms with none open against 1 ms with n open: the tenth request makes them equal.
        let order = (0..<9).map { _ in balancer.pick(at: now) }
        #expect(order.allSatisfy { $0 == slots[1] })
        #expect(balancer.pendingCount(slots[1]) == 9)
        #expect(balancer.pendingCount(slots[0]) == 0)
    }

    @Test("An endpoint that fails at once attracts nothing: of a minute's requests it gets a handful")
    func failingFast() {
        var (balancer, slots) = balancer(2)
        var failures = 0
        for milliseconds in 0..<60_000 {
            let now = start.advanced(by: .milliseconds(milliseconds))
            let counts = picks(&balancer, 1, at: now) { slot in
                slot == slots[0] ? .failure(retryAfter: nil) : .success(latency: .milliseconds(1))
            }
            failures += counts[slots[0], default: 0]
        }
        // One to find out, and one each time that its penalty has faded, after 13 s.
        #expect((2...5).contains(failures), "\(failures)")
    }

    @Test("An endpoint that fails at once attracts nothing under load either, when requests are open at the same time")
    func failingFastUnderLoad() {
        var (balancer, slots) = balancer(2)
        balancer.started(slots[1])
        balancer.finished(slots[1], .success(latency: .milliseconds(10)), at: start)
        var open: [(slot: EndpointSlot, end: Int)] = []
        var failures = 0
        // 10,000 requests a second, answered within 10 ms by the one and refused within 100 µs by the other.
        for tick in 0..<60_000 {
            let now = start.advanced(by: .microseconds(tick * 100))
            for request in open where request.end == tick {
                let isBad = request.slot == slots[0]
                balancer.finished(
                    request.slot, isBad ? .failure(retryAfter: nil) : .success(latency: .milliseconds(10)), at: now)
            }
            open.removeAll { $0.end == tick }
            guard let slot = balancer.pick(at: now) else { continue }
            failures += slot == slots[0] ? 1 : 0
            open.append((slot, tick + (slot == slots[0] ? 1 : 100)))
        }
        #expect(failures < 10, "\(failures) of 60,000")
    }

    @Test(
        "One failure does not starve an endpoint that is well: it is asked again within 20 s, and has its share then",
        arguments: [Duration.microseconds(100), .milliseconds(1), .milliseconds(20), .milliseconds(100)])
    func failedOnce(latency: Duration) throws {
        var (balancer, slots) = balancer(2)
        var random = SplitMix64(seed: 7)
        // No two answers take the same time.
        func answer() -> RequestOutcome { .success(latency: latency / 100 * (50 + random.below(100))) }
        _ = picks(&balancer, 100, at: start) { _ in answer() }
        balancer.started(slots[0])
        balancer.finished(slots[0], .failure(retryAfter: nil), at: start)
        let asked = (1..<30_000).first { milliseconds in
            picks(&balancer, 1, at: start.advanced(by: .milliseconds(milliseconds))) { _ in answer() }[slots[0]] != nil
        }
        let back = try #require(asked)
        #expect((4_000...20_000).contains(back), "\(back) ms")
        var share = 0
        for milliseconds in 0..<20_000 {
            let now = start.advanced(by: .milliseconds(back + 5_000 + milliseconds))
            share += picks(&balancer, 1, at: now) { _ in answer() }[slots[0]] ?? 0
        }
        #expect((6_000...14_000).contains(share), "\(share) of 20,000")
    }

    @Test("When all fail, requests go to all of them")
    func allFail() {
        var (balancer, slots) = balancer(4)
        var counts: [EndpointSlot: Int] = [:]
        for milliseconds in 0..<4_000 {
            let now = start.advanced(by: .milliseconds(milliseconds))
            counts.merge(picks(&balancer, 1, at: now) { _ in .failure(retryAfter: nil) }, uniquingKeysWith: +)
        }
        for slot in slots { #expect((800...1_200).contains(counts[slot, default: 0])) }
    }

    @Test("Retry-After keeps the penalty whole for as long, up to a bound; a later failure does not shorten it")
    func retryAfter() {
        var (balancer, slots) = balancer(3)
        for (slot, after) in zip(slots, [nil, Duration.seconds(60), .seconds(9999)]) {
            balancer.started(slot)
            balancer.finished(slot, .limited(retryAfter: after), at: start)
        }
        #expect(slots.map { balancer.penalty($0, at: start) } == [.seconds(5), .seconds(5), .seconds(5)])
        balancer.started(slots[1])
        balancer.finished(slots[1], .failure(retryAfter: .seconds(1)), at: start)
        let minute = start.advanced(by: .seconds(60))
        #expect(slots.map { balancer.penalty($0, at: minute) } == [.zero, .seconds(5), .seconds(5)])
        let faded = balancer.penalty(slots[1], at: minute.advanced(by: .milliseconds(1500)))
        #expect(abs(faded.seconds - 5 * 0.36788) < 0.0001)
        #expect(balancer.penalty(slots[2], at: start.advanced(by: .seconds(300))) == .seconds(5))
        #expect(balancer.penalty(slots[2], at: start.advanced(by: .seconds(340))) == .zero)
        balancer.forget(slots[2], at: start)
        #expect(balancer.penalty(slots[2], at: start) == .zero)
        // What a failure took says nothing of how fast the endpoint answers.
        #expect(slots.allSatisfy { balancer.latency($0, at: start) == nil })
    }

    @Test("The latency jumps to a peak and fades with the decay")
    func peak() throws {
        var (balancer, slots) = balancer(1)
        func measure(_ latency: Duration, at now: MonotonicInstant) {
            balancer.started(slots[0])
            balancer.finished(slots[0], .success(latency: latency), at: now)
        }
        #expect(balancer.latency(slots[0], at: start) == nil)
        measure(.milliseconds(10), at: start)
        measure(.milliseconds(100), at: start.advanced(by: .milliseconds(1)))
        #expect(balancer.latency(slots[0], at: start.advanced(by: .milliseconds(1))) == .milliseconds(100))
        let faded = try #require(balancer.latency(slots[0], at: start.advanced(by: .milliseconds(10_001))))
        #expect(abs(faded.seconds - 0.1 * 0.36788) < 0.0001)
        measure(.milliseconds(10), at: start.advanced(by: .milliseconds(10_001)))
        let mixed = try #require(balancer.latency(slots[0], at: start.advanced(by: .milliseconds(10_001))))
        #expect(abs(mixed.seconds - (0.1 * 0.36788 + 0.01 * 0.63212)) < 0.0001)
    }

    @Test("An endpoint that has never answered gets one request at a time")
    func probation() {
        var (balancer, slots) = balancer(2)
        balancer.started(slots[0])
        balancer.finished(slots[0], .success(latency: .milliseconds(1)), at: start)
        var counts: [EndpointSlot: Int] = [:]
        for _ in 0..<20 { if let slot = balancer.pick(at: start) { counts[slot, default: 0] += 1 } }
        #expect(counts[slots[1]] == 1)
        #expect(counts[slots[0]] == 19)
    }

    @Test("A new endpoint's share grows while it is new")
    func slowStart() {
        var (balancer, slots) = balancer(1, slowStart: .seconds(10))
        let now = start.advanced(by: .seconds(60))
        let young = balancer.add(at: now)
        balancer.setAvailable(true, young, at: now)
        for slot in [slots[0], young] {
            balancer.started(slot)
            balancer.finished(slot, .success(latency: slot == young ? .microseconds(900) : .milliseconds(1)), at: now)
        }
        let first = picks(&balancer, 1000, at: now) {
            $0 == young ? .success(latency: .microseconds(900)) : .success(latency: .milliseconds(1))
        }
        #expect((50...170).contains(first[young, default: 0]))
        let half = picks(&balancer, 1000, at: now.advanced(by: .seconds(5))) {
            $0 == young ? .success(latency: .microseconds(900)) : .success(latency: .milliseconds(1))
        }
        #expect((400...600).contains(half[young, default: 0]))
        let full = picks(&balancer, 1000, at: now.advanced(by: .seconds(10))) {
            $0 == young ? .success(latency: .microseconds(900)) : .success(latency: .milliseconds(1))
        }
        #expect(full[young, default: 0] > 900)
    }

    @Test("Endpoints that are all new share as if none were")
    func allNew() {
        var (balancer, slots) = balancer(2, slowStart: .seconds(10))
        let counts = picks(&balancer, 1000, at: start) { _ in .success(latency: .milliseconds(1)) }
        for slot in slots { #expect(counts[slot, default: 0] > 350) }
    }

    @Test("What was tried is not picked again while another is there")
    func excluding() {
        var (balancer, slots) = balancer(4)
        for _ in 0..<200 {
            #expect(
                balancer.pick(excluding: [slots[0], slots[2]], at: start).map { $0 == slots[1] || $0 == slots[3] }
                    == true)
        }
        #expect(balancer.pick(excluding: Array(slots.dropLast()), at: start) == slots[3])
        #expect(balancer.pick(excluding: slots, at: start) == nil)
    }

    @Test("What comes late for an endpoint that is gone does not touch the one in its place")
    func generations() {
        var (balancer, slots) = balancer(1)
        #expect(balancer.pick(at: start) == slots[0])
        balancer.remove(slots[0])
        #expect(balancer.pick(at: start) == nil)
        let next = balancer.add(at: start)
        #expect(next.index == slots[0].index)
        #expect(next != slots[0])
        balancer.setAvailable(true, slots[0], at: start)
        #expect(!balancer.isAvailable(next))
        balancer.setAvailable(true, next, at: start)
        #expect(balancer.pick(at: start) == next)
        balancer.finished(slots[0], .failure(retryAfter: nil), at: start)
        balancer.remove(slots[0])
        #expect(balancer.pendingCount(next) == 1)
        #expect(balancer.latency(next, at: start) == nil)
        #expect(balancer.pick(excluding: [slots[0]], at: start) == next)
    }

    @Test("Availability is kept through any order of changes")
    func churn() {
        var balancer = Balancer(seed: 9)
        var random = SplitMix64(seed: 10)
        var slots = (0..<8).map { _ in balancer.add(at: start) }
        var available: Set<EndpointSlot> = []
        for _ in 0..<2000 {
            let position = random.below(slots.count)
            let slot = slots[position]
            switch random.below(3) {
            case 0:
                balancer.setAvailable(true, slot, at: start)
                available.insert(slot)
            case 1:
                balancer.setAvailable(false, slot, at: start)
                available.remove(slot)
            default:
                balancer.remove(slot)
                available.remove(slot)
                slots[position] = balancer.add(at: start)
            }
            #expect(balancer.availableCount == available.count)
            if let picked = balancer.pick(at: start) {
                #expect(available.contains(picked))
                balancer.finished(picked, .cancelled, at: start)
            } else {
                #expect(available.isEmpty)
            }
        }
    }

    @Test("A cancelled request teaches nothing")
    func cancelled() {
        var (balancer, slots) = balancer(1)
        #expect(balancer.pick(at: start) == slots[0])
        balancer.finished(slots[0], .cancelled, at: start)
        #expect(balancer.latency(slots[0], at: start) == nil)
        #expect(balancer.pendingCount(slots[0]) == 0)
        balancer.finished(slots[0], .success(latency: .seconds(1)), at: start)
        #expect(balancer.latency(slots[0], at: start) == nil)
    }

    @Test("A seed makes the same choices again")
    func seeded() {
        var (one, _) = balancer(5)
        var (other, _) = balancer(5)
        for _ in 0..<100 { #expect(one.pick(at: start) == other.pick(at: start)) }
    }
}
