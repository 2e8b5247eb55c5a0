import Glibc
import MeshCore

/// How a number is written, as a picture such as `#,##0.00` or `0.0e0` says (XPath and XQuery Functions and Operators 3.1,
/// section 4.7).
struct NumberPicture {
    let parts: NumberPictureParts
    private let symbols: NumberSymbols
    /// The ten digits, from the zero on.
    private let family: [String]
    /// By what a number is multiplied before it is written.
    private let factor: Double
    private let groupingPositions: [Int]
    private let regularGrouping: Int?
    private let fractionGroupingPositions: [Int]
    private var leastWhole: Int
    private let scaling: Int
    private var leastFraction: Int
    private var mostFraction: Int
    private let leastExponent: Int

    /// Writes a number by a picture, which can have a second part for negative numbers.
    static func format(
        _ number: Double, _ picture: String, _ symbols: NumberSymbols
    ) throws(JSONataError) -> String {
        let parsed = try cache.picture(of: Key(picture: picture, symbols: symbols), length: picture.utf8.count) {
            () throws(JSONataError) in
            try read(picture, symbols)
        }
        if number < 0, parsed.count == 1 { return symbols.minus + parsed[0].text(of: number) }
        return parsed[number < 0 ? 1 : 0].text(of: number)
    }

    private struct Key: Hashable {
        let picture: String
        let symbols: NumberSymbols
    }

    private static let cache = PictureCache<Key, [NumberPicture]>()

    private static func read(_ picture: String, _ symbols: NumberSymbols) throws(JSONataError) -> [NumberPicture] {
        let pictures = split(picture, by: symbols.separator)
        guard pictures.count <= 2 else { throw JSONataError("D3080") }
        var parsed: [NumberPicture] = []
        for picture in pictures {
            let parts = NumberPictureParts(picture, symbols)
            try parts.validate()
            parsed.append(NumberPicture(parts, symbols))
        }
        return parsed
    }

    private static func split(_ picture: String, by separator: String) -> [String] {
        var pictures: [String] = []
        var place = picture.startIndex
        while !separator.isEmpty, let found = TextSearch.first(separator, in: picture, from: place) {
            pictures.append(String(picture[place..<found.lowerBound]))
            place = found.upperBound
        }
        return pictures + [String(picture[place...])]
    }

    private init(_ parts: NumberPictureParts, _ symbols: NumberSymbols) {
        self.parts = parts
        self.symbols = symbols
        family = symbols.digits
        factor =
            if TextSearch.first(symbols.percent, in: parts.picture) != nil {
                100
            } else if TextSearch.first(symbols.perMille, in: parts.picture) != nil {
                1000
            } else {
                1
            }
        let digits = Set(family)
        let places = digits.union([symbols.digit])
        groupingPositions = parts.whole.indices.filter { parts.whole[$0] == symbols.grouping }
            .map { parts.whole[$0...].count { places.contains($0) } }
        regularGrouping = IntegerPicture.commonDistance(groupingPositions)
        fractionGroupingPositions = parts.fraction.indices.filter { parts.fraction[$0] == symbols.grouping }
            .map { parts.fraction[..<$0].count { places.contains($0) } }
        leastWhole = parts.whole.count { digits.contains($0) }
        scaling = leastWhole
        leastFraction = parts.fraction.count { digits.contains($0) }
        mostFraction = parts.fraction.count { places.contains($0) }
        leastExponent = parts.exponent?.count { digits.contains($0) } ?? 0
        let hasExponent = parts.exponent != nil
        if leastWhole == 0, mostFraction == 0 {
            if hasExponent {
                leastFraction = 1
                mostFraction = 1
            } else {
                leastWhole = 1
            }
        }
        if hasExponent, leastWhole == 0, parts.whole.contains(symbols.digit) { leastWhole = 1 }
        if leastWhole == 0, leastFraction == 0 { leastFraction = 1 }
    }

    private func text(of number: Double) -> String {
        var mantissa = number.magnitude * factor
        var exponent: Int?
        if leastExponent > 0 {
            exponent = 0
            let most = pow(10, Double(scaling))
            let least = pow(10, Double(scaling - 1))
            while mantissa > 0, mantissa < least {
                mantissa *= 10
                exponent = exponent.map { $0 - 1 }
            }
            while mantissa > most, mantissa.isFinite {
                mantissa /= 10
                exponent = exponent.map { $0 + 1 }
            }
        }
        var text = digits(of: Library.round(mantissa, to: mostFraction))
        if let exponent {
            let digits = localized(String(exponent.magnitude))
            let zeros = Array(repeating: symbols.zero, count: max(0, leastExponent - digits.count))
            text += symbols.exponent + (exponent < 0 ? symbols.minus : "") + (zeros + digits).joined()
        }
        return parts.prefix + text + parts.suffix
    }

    /// The digits of a number with their separators.
    private func digits(of number: Double) -> String {
        let fixed = Decimal(exactly: number).fixed(mostFraction).split(separator: ".")
        var whole = Array(localized(String(fixed[0])).drop { $0 == symbols.zero })
        var fraction = fixed.count > 1 ? localized(String(fixed[1])) : []
        while fraction.last == symbols.zero { fraction.removeLast() }
        whole = Array(repeating: symbols.zero, count: max(0, leastWhole - whole.count)) + whole
        fraction += Array(repeating: symbols.zero, count: max(0, leastFraction - fraction.count))
        let wholeCount = whole.count
        if let regularGrouping {
            var place = wholeCount - regularGrouping
            while place > 0 {
                whole.insert(symbols.grouping, at: place)
                place -= regularGrouping
            }
        } else {
            // From the right, so that none moves the places of the others.
            for position in groupingPositions.reversed() where position < wholeCount {
                whole.insert(symbols.grouping, at: wholeCount - position)
            }
        }
        for position in fractionGroupingPositions.reversed() where position < fraction.count {
            fraction.insert(symbols.grouping, at: position)
        }
        let hasPoint = parts.hasDecimal && !fraction.isEmpty
        return whole.joined() + (hasPoint ? symbols.decimal + fraction.joined() : "")
    }

    /// Digits in the family of the picture.
    private func localized(_ digits: String) -> [String] {
        digits.utf8.map { byte in
            let value = Int(byte) - 0x30
            return family.indices.contains(value) ? family[value] : String(Unicode.Scalar(byte))
        }
    }
}
