@testable import Catalog

/// The typos between two words by the table of optimal string alignment distance, in which a typo on the first
/// character counts two.
enum TypoReference {
    /// The typos of a word of a document as a word of a query; nil when there are more than are allowed.
    static func typos(_ word: SearchWord, _ text: [UInt8]) -> Int? {
        let typed = Array(String(decoding: word.text, as: UTF8.self).unicodeScalars)
        let found = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        let ends = word.isPrefix ? Array(0...found.count) : [found.count]
        let least = ends.map { distance(typed, Array(found[..<$0])) }.min() ?? .max
        return least <= word.typos ? least : nil
    }

    static func distance(_ typed: [Unicode.Scalar], _ found: [Unicode.Scalar]) -> Int {
        let never = 1000
        var table = [[Int]](repeating: [Int](repeating: never, count: found.count + 1), count: typed.count + 1)
        table[0][0] = 0
        for row in 0...typed.count {
            for column in 0...found.count where row + column > 0 {
                var least = never
                // A digit of the document is never part of a typo.
                let isDigit = column > 0 && (0x30...0x39).contains(found[column - 1].value)
                if row > 0 { least = min(least, table[row - 1][column] + (row == 1 ? 2 : 1)) }
                if column > 0, !isDigit { least = min(least, table[row][column - 1] + (row == 0 ? 2 : 1)) }
                if row > 0, column > 0 {
                    if typed[row - 1] == found[column - 1] {
                        least = min(least, table[row - 1][column - 1])
                    } else if !isDigit {
                        least = min(least, table[row - 1][column - 1] + (row == 1 ? 2 : 1))
                    }
                }
                if row > 1, column > 1, !isDigit, typed[row - 1] == found[column - 2],
                    typed[row - 2] == found[column - 1]
                {
                    least = min(least, table[row - 2][column - 2] + (row == 2 ? 2 : 1))
                }
                table[row][column] = least
            }
        }
        return table[typed.count][found.count]
    }
}
