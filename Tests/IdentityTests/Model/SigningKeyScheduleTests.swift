import MeshCore
import Testing

@testable import Identity

@Suite("The schedule of signing keys")
struct SigningKeyScheduleTests {
    let schedule = SigningKeySchedule.standard
    let start = Timestamp(milliseconds: 1_700_000_000_000)

    @Test("makes the first key at once")
    func first() {
        #expect(schedule.plan([], at: start) == .init(create: start))
        #expect(schedule.signer([], at: start) == nil)
        #expect(schedule.plan([start], at: start) == .init())
    }

    @Test("publishes the next key an hour before it signs")
    func ahead() {
        let due = start + schedule.lifetime - schedule.publishedAhead
        #expect(schedule.plan([start], at: due - .milliseconds(1)) == .init())
        #expect(schedule.plan([start], at: due) == .init(create: start + schedule.lifetime))
        let keys = [start, start + schedule.lifetime]
        #expect(schedule.plan(keys, at: due) == .init())
        #expect(schedule.signer(keys, at: start + schedule.lifetime - .milliseconds(1)) == 0)
        #expect(schedule.signer(keys, at: start + schedule.lifetime) == 1)
    }

    @Test("keeps a succeeded key until its last token has expired")
    func after() {
        let keys = [start, start + schedule.lifetime]
        let succeeded = start + schedule.lifetime
        #expect(schedule.plan(keys, at: succeeded + schedule.publishedAfter - .milliseconds(1)).drop.isEmpty)
        #expect(schedule.plan(keys, at: succeeded + schedule.publishedAfter).drop == [0])
    }

    @Test("publishes ahead also when nobody looked for months")
    func longAsleep() {
        let now = start + .seconds(400 * 86_400)
        #expect(schedule.plan([start], at: now) == .init(create: now + schedule.publishedAhead))
    }

    @Test("signs with the oldest key when the clock went back to before all of them, and drops none")
    func clockGoesBack() {
        let keys = [start, start + schedule.lifetime]
        let earlier = start - .seconds(86_400)
        #expect(schedule.signer(keys, at: earlier) == 0)
        #expect(schedule.plan(keys, at: earlier).drop.isEmpty)
    }

    @Test("gives a token's whole life a published key, whenever it was signed")
    func simulated() {
        // Three years in steps of ten minutes: the signer is published an hour before and after, and there are never many keys.
        var keys: [Timestamp] = []
        var published: [Timestamp: Timestamp] = [:]
        var now = start
        for _ in 0..<(3 * 365 * 144) {
            let plan = schedule.plan(keys, at: now)
            if let activatesAt = plan.create {
                published[activatesAt] = now
                keys.append(activatesAt)
            }
            keys = keys.enumerated().filter { !plan.drop.contains($0.offset) }.map(\.element)
            #expect(keys.count <= 2)
            if let place = schedule.signer(keys, at: now), let since = published[keys[place]], keys[place] != start {
                #expect(since + schedule.publishedAhead <= now)
            }
            now = now + .seconds(600)
        }
        #expect(published.count >= 36)
    }
}
