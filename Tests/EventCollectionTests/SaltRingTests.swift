import MeshCore
import Testing

@testable import EventCollection

@Suite("The salts of visitors")
struct SaltRingTests {
    static let day: Int64 = 20_778

    func moment(_ day: Int64, hour: Int64 = 0, minute: Int64 = 0) -> Timestamp {
        Timestamp(milliseconds: ((day * 24 + hour) * 60 + minute) * 60_000)
    }

    /// A salt that tells which one it is.
    func salt(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: 32) }

    @Test("Each day has a salt, and yesterday's is gone after the overlap")
    func days() {
        var ring = SaltRing()
        var made: UInt8 = 0
        func turn(_ moment: Timestamp) -> (salts: VisitorSalts, isChanged: Bool) {
            ring.turn(to: moment) {
                made += 1
                return salt(made)
            }
        }
        #expect(turn(moment(Self.day, hour: 9)) == (VisitorSalts(current: salt(1)), true))
        #expect(turn(moment(Self.day, hour: 23, minute: 59)) == (VisitorSalts(current: salt(1)), false))
        #expect(turn(moment(Self.day + 1)) == (VisitorSalts(current: salt(2), previous: salt(1)), true))
        #expect(ring.nextTurn == moment(Self.day + 1, hour: 1))
        #expect(turn(moment(Self.day + 1, minute: 59)) == (VisitorSalts(current: salt(2), previous: salt(1)), false))
        #expect(turn(moment(Self.day + 1, hour: 1)) == (VisitorSalts(current: salt(2)), true))
        #expect(ring.entries == [SaltRing.Entry(day: Self.day + 1, salt: salt(2))])
    }

    @Test("After days of rest no old salt is left")
    func rest() {
        var ring = SaltRing(entries: [SaltRing.Entry(day: Self.day, salt: salt(1))])
        let (salts, isChanged) = ring.turn(to: moment(Self.day + 5)) { salt(2) }
        #expect(salts == VisitorSalts(current: salt(2)))
        #expect(isChanged)
        #expect(ring.entries.count == 1)
    }

    @Test("A clock that goes back makes no salt and brings none back")
    func clockBack() {
        var ring = SaltRing(entries: [SaltRing.Entry(day: Self.day, salt: salt(1))])
        let (salts, isChanged) = ring.turn(to: moment(Self.day - 1, hour: 23)) { salt(2) }
        #expect(salts == VisitorSalts(current: salt(1)))
        #expect(!isChanged)
    }
}
