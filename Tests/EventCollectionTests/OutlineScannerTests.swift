import Testing

@testable import EventCollection

@Suite("Going through the text of a record")
struct OutlineScannerTests {
    /// Where a plain text ends, looked for byte by byte.
    private static func plainEnd(_ text: [UInt8], from start: Int) -> Int? {
        for place in start..<text.count {
            if text[place] == UInt8(ascii: "\"") { return place }
            guard (0x20..<0x7F).contains(text[place]), text[place] != UInt8(ascii: "\\") else { return nil }
        }
        return nil
    }

    @Test("Plain texts end where they do byte by byte, whatever stands in them, and wherever it does")
    func plainTexts() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<20 {
                for length in [place + 1, place + 2, place + 9, 24] {
                    // A quotation mark behind the byte, so that one that is passed over shows.
                    var text = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                    text[place] = byte
                    text.append(UInt8(ascii: "\""))
                    var scanner = OutlineScanner()
                    let found = scanner.plainText(in: text.span)
                    let end = Self.plainEnd(text, from: 0)
                    #expect(found == end.map { 0..<$0 }, "\(byte) at \(place) of \(length)")
                    if let end { #expect(scanner.place == end + 1) }
                }
            }
        }
        var scanner = OutlineScanner()
        let open = [UInt8](repeating: UInt8(ascii: "a"), count: 17)
        let end = scanner.plainText(in: open.span)
        #expect(end == nil, "a text without an end")
    }

    @Test("A text is taken when each of its bytes is there")
    func expected() {
        let text = Array(#"","datacontenttype":"application/json","data":{"#.utf8)
        for change in -1..<text.count {
            var other = text
            if change >= 0 { other[change] ^= 1 }
            var scanner = OutlineScanner()
            let isTaken = scanner.takes(#"","datacontenttype":"application/json","data":{"#, in: other.span)
            #expect(isTaken == (change < 0) && scanner.place == (isTaken ? text.count : 0), "byte \(change)")
        }
        for length in 0..<text.count {
            var scanner = OutlineScanner()
            let part = Array(text.prefix(length))
            let isTaken = scanner.takes(#"","datacontenttype":"application/json","data":{"#, in: part.span)
            #expect(!isTaken)
        }
    }
}
