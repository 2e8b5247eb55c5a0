import MeshCore
import Testing

@testable import EventLog

@Suite("Producers and events that come again")
struct ProducerLedgerTests {
    private let now = Timestamp(milliseconds: 1_000_000)

    private func stamp(_ sequence: Int32, epoch: Int16 = 0, id: Int64 = 1) -> ProducerStamp {
        ProducerStamp(producer: ProducerIdentity(id: id, epoch: epoch), baseSequence: sequence)
    }

    private func header(_ stamp: ProducerStamp, count: Int32) -> RecordBatchHeader {
        var header = RecordBatchHeader()
        (header.producerID, header.producerEpoch) = (stamp.producer.id, stamp.producer.epoch)
        (header.baseSequence, header.lastOffsetDelta, header.recordCount) = (stamp.baseSequence, count - 1, count)
        return header
    }

    @Test("The last five batches are known again, older ones are out of order")
    func five() throws {
        var ledger = ProducerLedger()
        for number in 0..<7 as Range<Int32> {
            let stamp = stamp(number * 10)
            #expect(try ledger.judge(stamp, lastDelta: 9) == .append)
            ledger.note(header(stamp, count: 10), baseOffset: Int64(number * 100), at: now)
        }
        for number in 2..<7 as Range<Int32> {
            #expect(try ledger.judge(stamp(number * 10), lastDelta: 9) == .duplicate(baseOffset: Int64(number * 100)))
        }
        for number in [0, 10, 61, 80] as [Int32] {
            #expect(throws: EventLogError.sequenceOutOfOrder(stamp(number), expected: 70)) {
                try ledger.judge(stamp(number), lastDelta: 9)
            }
        }
        // The same first number with another length is no duplicate.
        #expect(throws: EventLogError.self) { try ledger.judge(stamp(60), lastDelta: 8) }
    }

    @Test("After the largest number comes 0")
    func wrap() throws {
        var ledger = ProducerLedger()
        let last = stamp(.max - 1)
        ledger.note(header(last, count: 3), baseOffset: 0, at: now)
        #expect(ledger.entries[1]?.batches.last?.lastSequence == 0)
        #expect(try ledger.judge(stamp(1), lastDelta: 0) == .append)
        #expect(ProducerLedger.sequence(.max, plus: 1) == 0)
    }

    @Test("Behind damage the next batch of a producer may leave out numbers, once, and is the first of what is known")
    func damage() throws {
        var ledger = ProducerLedger()
        ledger.note(header(stamp(0), count: 10), baseOffset: 0, at: now)
        ledger.noteDamage()
        ledger = try #require(ProducerLedger(bytes: ledger.bytes))
        #expect(try ledger.judge(stamp(0), lastDelta: 9) == .duplicate(baseOffset: 0))
        #expect(throws: EventLogError.self) { try ledger.judge(stamp(5), lastDelta: 0) }
        #expect(try ledger.judge(stamp(40), lastDelta: 0) == .append)
        #expect(try ledger.judge(stamp(3, epoch: 1), lastDelta: 0) == .append)
        ledger.note(header(stamp(40), count: 1), baseOffset: 40, at: now)
        #expect(throws: EventLogError.sequenceOutOfOrder(stamp(42), expected: 41)) {
            try ledger.judge(stamp(42), lastDelta: 0)
        }
    }

    @Test("A higher epoch begins at 0 and fences the lower one")
    func epochs() throws {
        var ledger = ProducerLedger()
        ledger.note(header(stamp(5), count: 1), baseOffset: 0, at: now)
        #expect(throws: EventLogError.sequenceOutOfOrder(stamp(6, epoch: 1), expected: 0)) {
            try ledger.judge(stamp(6, epoch: 1), lastDelta: 0)
        }
        #expect(try ledger.judge(stamp(0, epoch: 1), lastDelta: 0) == .append)
        ledger.note(header(stamp(0, epoch: 1), count: 1), baseOffset: 1, at: now)
        #expect(throws: EventLogError.producerFenced(ProducerIdentity(id: 1, epoch: 0), current: 1)) {
            try ledger.judge(stamp(6), lastDelta: 0)
        }
    }

    @Test("What was not written is forgotten, and what is stored comes back")
    func storing() throws {
        var ledger = ProducerLedger()
        for id in 1...20 as ClosedRange<Int64> {
            for number in 0..<Int32(id) {
                ledger.note(header(stamp(number, id: id), count: 1), baseOffset: Int64(number), at: now)
            }
        }
        let before = ledger.entries
        let undo = ledger.note(header(stamp(20, id: 20), count: 1), baseOffset: 99, at: now)
        ledger.restore(undo, of: 20)
        #expect(ledger.entries == before)
        let bytes = ledger.bytes
        #expect(try #require(ProducerLedger(bytes: bytes)).entries == before)
        for count in 0..<bytes.count { #expect(ProducerLedger(bytes: Array(bytes.prefix(count))) == nil) }
    }

    @Test("Silent producers are forgotten, and beyond the limit those that were silent for longest")
    func forgetting() {
        var ledger = ProducerLedger()
        for id in 0..<10 as Range<Int64> {
            ledger.note(header(stamp(0, id: id), count: 1), baseOffset: 0, at: Timestamp(milliseconds: id))
        }
        ledger.forget(before: Timestamp(milliseconds: 3), limit: 4)
        #expect(Set(ledger.entries.keys) == [6, 7, 8, 9])
    }

    @Test("Events are remembered for a time, and as many as the limit says")
    func window() {
        var window = DuplicateWindow(time: .seconds(10), limit: 3)
        func event(_ id: Int) -> EventIdentity { EventIdentity(source: [1], id: ArraySlice("\(id)".utf8)) }
        for id in 0..<4 { window.note(event(id), offset: Int64(id), at: now + .seconds(id)) }
        #expect((0..<4).map { window.offset(of: event($0), at: now + .seconds(4)) } == [nil, 1, 2, 3])
        #expect((0..<4).map { window.offset(of: event($0), at: now + .seconds(12)) } == [nil, nil, 2, 3])
        // An event that is appended again on purpose is known by its first offset.
        window.note(event(2), offset: 9, at: now + .seconds(12))
        #expect(window.offset(of: event(2), at: now + .seconds(12)) == 2)
        window.forget(from: 3)
        #expect(window.offset(of: event(3), at: now + .seconds(12)) == nil)
        #expect(window.count == 1)
    }
}
