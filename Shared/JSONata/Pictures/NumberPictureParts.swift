import MeshCore

/// A number's picture taken apart.
struct NumberPictureParts {
    let picture: String
    let prefix: String
    let suffix: String
    /// Between prefix and suffix, letter by letter.
    let active: [String]
    let whole: [String]
    let fraction: [String]
    let exponent: [String]?
    private let mantissa: [String]
    private let letters: [String]
    private let symbols: NumberSymbols

    init(_ picture: String, _ symbols: NumberSymbols) {
        self.picture = picture
        self.symbols = symbols
        letters = picture.unicodeScalars.map { String($0) }
        let meaningful = symbols.active.subtracting([symbols.exponent])
        let first = letters.firstIndex { meaningful.contains($0) } ?? 0
        let last = letters.lastIndex { meaningful.contains($0) } ?? letters.count - 1
        prefix = letters[..<first].joined()
        suffix = letters[(last + 1)...].joined()
        active = first <= last ? Array(letters[first...last]) : []
        if let place = active.firstIndex(of: symbols.exponent) {
            mantissa = Array(active[..<place])
            exponent = Array(active[(place + 1)...])
        } else {
            mantissa = active
            exponent = nil
        }
        if let point = mantissa.firstIndex(of: symbols.decimal) {
            whole = Array(mantissa[..<point])
            fraction = Array(mantissa[(point + 1)...])
        } else {
            whole = mantissa
            fraction = []
        }
    }

    var hasDecimal: Bool { letters.contains(symbols.decimal) }

    /// Checks the rules of a picture (section 4.7.3); of several that are broken the last is told.
    func validate() throws(JSONataError) {
        let digits = Set(symbols.digits)
        var code: String?
        if letters.count(where: { $0 == symbols.decimal }) > 1 { code = "D3081" }
        let percents = count(of: symbols.percent)
        let perMilles = count(of: symbols.perMille)
        if percents > 1 { code = "D3082" }
        if perMilles > 1 { code = "D3083" }
        if percents > 0, perMilles > 0 { code = "D3084" }
        if !mantissa.contains(where: { digits.contains($0) || $0 == symbols.digit }) { code = "D3085" }
        if !active.allSatisfy({ symbols.active.contains($0) }) { code = "D3086" }
        if let point = letters.firstIndex(of: symbols.decimal) {
            let isBefore = point > 0 && letters[point - 1] == symbols.grouping
            let isBehind = point + 1 < letters.count && letters[point + 1] == symbols.grouping
            if isBefore || isBehind { code = "D3087" }
        } else if whole.last == symbols.grouping {
            code = "D3088"
        }
        if TextSearch.first(symbols.grouping + symbols.grouping, in: picture) != nil { code = "D3089" }
        if let place = whole.firstIndex(of: symbols.digit), whole[..<place].contains(where: { digits.contains($0) }) {
            code = "D3090"
        }
        if let place = fraction.lastIndex(of: symbols.digit),
            fraction[place...].contains(where: { digits.contains($0) })
        {
            code = "D3091"
        }
        if let exponent {
            if !exponent.isEmpty, percents > 0 || perMilles > 0 { code = "D3092" }
            if exponent.isEmpty || !exponent.allSatisfy({ digits.contains($0) }) { code = "D3093" }
        }
        if let code { throw JSONataError(code) }
    }

    private func count(of text: String) -> Int {
        var count = 0
        var place = picture.startIndex
        while !text.isEmpty, let found = TextSearch.first(text, in: picture, from: place) {
            count += 1
            place = found.upperBound
        }
        return count
    }
}
