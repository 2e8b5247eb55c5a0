import EventLog
import EventsAPI
import MeshCore
import MeshRuntime
import NIOCore
import Testing

@testable import Events

@Suite("Records and what became of them, as bytes")
struct RecordBytesTests {
    @Test("Batches are taken as they were sent; what is cut off has none")
    func batches() throws {
        let now = Timestamp(milliseconds: 5)
        let records = ["a", nil, ""].map { LogRecord(key: [7], value: $0.map { Array($0.utf8)[...] }) }
        let first = RecordBatch(records, now: now).placed(at: 3, epoch: 1)
        let second = RecordBatch([LogRecord(value: [1], headers: [RecordHeader("h", [2])])], now: now)
            .placed(at: 6, epoch: 1)
        var bytes = ByteBuffer()
        RecordBatches.begin(nextOffset: 9, earliestOffset: 2, highWatermark: 11, in: &bytes)
        bytes.writeBytes(first.bytes + second.bytes)
        let page = try #require(RecordBatches(bytes))
        #expect((page.nextOffset, page.earliestOffset, page.highWatermark) == (9, 2, 11))
        #expect(try RecordBatch.all(in: page.bytes).map(\.header) == [first.header, second.header])
        #expect(RecordBatches(bytes.getSlice(at: 0, length: 23) ?? ByteBuffer()) == nil)
        for length in 1..<page.bytes.count where length != first.bytes.count {
            #expect(throws: BatchDefect.self) { try RecordBatch.all(in: Array(page.bytes.prefix(length))) }
        }
    }

    @Test("The values of a batch are those of its records")
    func values() throws {
        let records = ["a", nil, "", "longer"].map { text in
            LogRecord(
                key: text.map { Array($0.utf8)[...] }, value: text.map { Array($0.utf8)[...] },
                headers: [RecordHeader("h", nil), RecordHeader("i", [1, 2])])
        }
        let batch = RecordBatch(records, now: Timestamp(milliseconds: 5)).placed(at: 40, epoch: 1)
        let values = try batch.values()
        #expect(
            values.items.map { $0.value.map { Array(values.bytes[$0]) } } == records.map { $0.value.map(Array.init) })
        #expect(values.items.map(\.offset) == (try batch.records().map(\.offset)))
    }

    @Test("Outcomes go between instances as they are")
    func outcomes() {
        let outcomes: [AppendOutcome] = [.appended(offset: 7), .duplicate(offset: 1 << 40), .tooLarge(limit: 1000)]
        let bytes = PeerOutcomes.encode(outcomes)
        #expect(PeerOutcomes.decode(bytes) == outcomes)
        #expect(PeerOutcomes.decode(ByteBuffer()) == [])
        #expect(PeerOutcomes.decode(ByteBuffer(string: #"{"items":[]}"#)) == nil)
        #expect(PeerOutcomes.decode(bytes.getSlice(at: 0, length: 26) ?? ByteBuffer()) == nil)
    }

    @Test("Receipts are the JSON that they are by their declaration")
    func receipts() throws {
        let receipts = [
            RecordReceipt(.accepted, partition: 3, offset: 12), RecordReceipt(.duplicate, partition: 0, offset: 0),
            RecordReceipt(.rejected, reason: "no", errors: [FieldError(field: "a", code: "b", message: "\"c\"")]),
            RecordReceipt(.failed, partition: 1, reason: "later"),
        ]
        #expect(try MeshJSON.decode(RecordReceipts.self, from: ReceiptText.bytes(receipts)).items == receipts)
        #expect(try ReceiptText.bytes([]) == ByteBuffer(string: #"{"items":[]}"#))
    }
}
