import MeshCore
import ReportAnalysis

/// Up to where sealed days have taken visitors' events, as bytes.
struct TakenMarks: Hashable, Sendable {
    let marks: [UInt64: EventMark]

    init(_ marks: [UInt64: EventMark] = [:]) {
        self.marks = marks
    }

    var bytes: [UInt8] {
        var writer = PackedWriter()
        writer.count(marks.count)
        for (visitor, mark) in marks.sorted(by: { $0.key < $1.key }) {
            writer.fixed(visitor)
            writer.signed(mark.time.milliseconds)
            writer.fixed(mark.id)
        }
        return writer.bytes
    }

    /// - Throws: `PackedError` when the bytes are none that ``bytes`` gives.
    init(bytes: [UInt8]) throws(PackedError) {
        var reader = PackedReader(bytes)
        var marks: [UInt64: EventMark] = [:]
        for _ in 0..<(try reader.count(bitsEach: 136)) {
            let visitor = try reader.fixed(UInt64.self)
            let time = Timestamp(milliseconds: try reader.signed())
            marks[visitor] = EventMark(time: time, id: try reader.fixed(UInt64.self))
        }
        self.marks = marks
    }
}
