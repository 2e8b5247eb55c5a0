import EventsAPI
import MeshCore
import MeshRuntime
import NIOCore

/// Writes receipts as JSON (`RecordReceipts`): one for each record of each request, and nearly all of them alike.
enum ReceiptText {
    /// The receipts of a request.
    ///
    /// - Throws: What encoding throws: a bug of ours.
    static func bytes(_ receipts: [RecordReceipt]) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(16 + receipts.count * 56)
        buffer.writeStaticString(#"{"items":["#)
        for (index, receipt) in receipts.enumerated() {
            if index > 0 { buffer.writeStaticString(",") }
            try write(receipt, to: &buffer)
        }
        buffer.writeStaticString("]}")
        return buffer
    }

    private static func write(_ receipt: RecordReceipt, to buffer: inout ByteBuffer) throws {
        guard let partition = receipt.partition, let offset = receipt.offset, receipt.reason == nil,
            receipt.errors == nil
        else {
            var other = try MeshJSON.encode(receipt)
            buffer.writeBuffer(&other)
            return
        }
        buffer.writeStaticString(#"{"outcome":""#)
        buffer.writeString(receipt.outcome.rawValue)
        buffer.writeStaticString(#"","partition":"#)
        buffer.writeString(String(partition))
        buffer.writeStaticString(#","offset":"#)
        buffer.writeString(String(offset))
        buffer.writeStaticString("}")
    }
}
