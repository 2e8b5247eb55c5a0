import MeshCore

/// The texts of a batch, which its other bytes name by numbers.
struct BatchTexts {
    private let texts: [String]
    /// Each name is looked up once, and stands before many values.
    private let dimensions: [Dimension?]

    init(_ reader: inout PackedReader) throws(PackedError) {
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
        self.texts = texts
        dimensions = texts.map { Dimension($0) }
    }

    func text(_ reader: inout PackedReader) throws(PackedError) -> String { texts[try number(&reader)] }

    func dimension(_ reader: inout PackedReader) throws(PackedError) -> Dimension {
        guard let dimension = dimensions[try number(&reader)] else { throw .malformed("a dimension") }
        return dimension
    }

    func money(_ reader: inout PackedReader) throws(PackedError) -> Money {
        guard let currency = Currency(try text(&reader)) else { throw .malformed("a currency") }
        return Money(amount: try reader.signed(), currency: currency)
    }

    private func number(_ reader: inout PackedReader) throws(PackedError) -> Int {
        let number = try reader.number()
        guard number < UInt64(texts.count) else { throw .malformed("a text's number") }
        return Int(number)
    }
}
