import EventLog
import EventsAPI
import MeshCore
import MeshRuntime
import NIOCore
import Testing

@testable import Events

@Suite("Records and what became of them, as bytes")
struct RecordBytesTests {
    @Test("Values are read as they were written; what is cut off is none")
    func values() throws {
        var bytes = ByteBuffer()
        RecordValues.begin(nextOffset: 9, earliestOffset: 2, highWatermark: 11, in: &bytes)
        RecordValues.add(ArraySlice("a".utf8), at: 3, to: &bytes)
        RecordValues.add(nil, at: 5, to: &bytes)
        RecordValues.add([], at: 8, to: &bytes)
        let values = try #require(RecordValues(bytes))
        #expect((values.nextOffset, values.earliestOffset, values.highWatermark) == (9, 2, 11))
        #expect(values.items.map(\.offset) == [3, 5, 8])
        #expect(values.items.map { $0.value.map(String.init(buffer:)) } == ["a", nil, ""])
        let ends = Set([24, 37, 49, 61])
        for length in 0..<bytes.readableBytes {
            #expect(
                (RecordValues(bytes.getSlice(at: 0, length: length) ?? ByteBuffer()) != nil) == ends.contains(length))
        }
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
