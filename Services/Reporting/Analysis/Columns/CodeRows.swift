extension Array where Element: FixedWidthInteger {
    /// Calls for each row that has one of some codes, ascending.
    ///
    /// - Parameter wanted: The codes that are looked for.
    func forEachRow(of wanted: [Int], _ take: (Int) -> Void) {
        let known = wanted.compactMap { Element(exactly: $0) }
        guard let first = known.first else { return }
        if known.count <= 3 {
            eachRow(first, known.count > 1 ? known[1] : first, known.count > 2 ? known[2] : first, take)
        } else {
            var table = [UInt8](repeating: 0, count: Int(known.max() ?? 0) + 1)
            for code in known { table[Int(code)] = 1 }
            eachRow(in: table, take)
        }
    }

    /// Whether a block has one of few codes at all is found many rows at a time.
    private func eachRow(_ one: Element, _ other: Element, _ third: Element, _ take: (Int) -> Void) {
        let codes = span
        let blockSize = 64
        var first = 0
        while first < codes.count {
            let end = Swift.min(first + blockSize, codes.count)
            var found: Element = 0
            for row in first..<end {
                let code = codes[row]
                found |= (code == one ? 1 : 0) | (code == other ? 1 : 0) | (code == third ? 1 : 0)
            }
            if found != 0 {
                for row in first..<end where codes[row] == one || codes[row] == other || codes[row] == third {
                    take(row)
                }
            }
            first = end
        }
    }

    private func eachRow(in table: [UInt8], _ take: (Int) -> Void) {
        let (codes, table) = (span, table.span)
        for row in 0..<codes.count {
            let code = Int(truncatingIfNeeded: codes[row])
            if code < table.count, table[code] != 0 { take(row) }
        }
    }
}
