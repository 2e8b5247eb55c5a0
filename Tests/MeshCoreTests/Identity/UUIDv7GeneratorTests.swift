import MeshCore
import Testing

struct UUIDv7GeneratorTests {
    @Test("Within a millisecond, and when the clock goes back, each is still greater than the one before")
    func countsOn() {
        var generator = UUIDv7Generator()
        var random = SplitMix64(seed: 3)
        var last = generator.next(at: Timestamp(milliseconds: 1000), using: &random)
        for step in 0..<2000 {
            let time = Timestamp(milliseconds: step.isMultiple(of: 3) ? 900 : 1000)
            let next = generator.next(at: time, using: &random)
            #expect(next > last)
            #expect(next.timestamp.milliseconds >= 1000)
            last = next
        }
    }

    @Test("When the random part is used up, the counter and then the time go on")
    func carries() {
        /// Gives the largest numbers, so that every step carries as soon as it can.
        struct Largest: RandomNumberGenerator {
            mutating func next() -> UInt64 { .max }
        }
        var generator = UUIDv7Generator()
        var random = Largest()
        var last = generator.next(at: Timestamp(milliseconds: 5), using: &random)
        for _ in 0..<10_000 {
            let next = generator.next(at: Timestamp(milliseconds: 5), using: &random)
            #expect(next > last)
            last = next
        }
        #expect(last.high >> 12 & 0xF == 7)
    }

    @Test("Bits of another version or variant are refused")
    func otherVersions() {
        let uuid = UUIDv7(milliseconds: 1, randomA: 2, randomB: 3)
        #expect(UUIDv7(bits: uuid.bits) == uuid)
        #expect(UUIDv7(bits: uuid.bits ^ (1 << 76)) == nil)
        #expect(UUIDv7(bits: uuid.bits ^ (1 << 63)) == nil)
    }
}
