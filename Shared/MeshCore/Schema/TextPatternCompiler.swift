/// Compiles the text of a ``TextPattern``, by recursive descent; a piece is a program whose jumps count from its own
/// start.
struct TextPatternCompiler {
    private typealias Piece = [TextPatternInstruction]

    private static let maximumLength = 4096
    private static let maximumDepth = 32

    private let source: [Unicode.Scalar]
    private var index = 0
    private var depth = 0

    init(_ source: String) {
        self.source = Array(source.unicodeScalars)
    }

    mutating func compile() -> [TextPatternInstruction]? {
        guard let piece = alternatives(), index == source.count else { return nil }
        return piece + [.match]
    }

    private var next: Unicode.Scalar? { index < source.count ? source[index] : nil }

    private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    private mutating func alternatives() -> Piece? {
        guard var piece = sequence() else { return nil }
        while takes("|") {
            guard let other = sequence() else { return nil }
            let first = piece.map { $0.moved(by: 1) }
            let start = first.count + 2
            piece = [.split(1, start)] + first + [.jump(start + other.count)] + other.map { $0.moved(by: start) }
            guard piece.count <= Self.maximumLength else { return nil }
        }
        return piece
    }

    private mutating func sequence() -> Piece? {
        var piece: Piece = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let atom = atom(), let repeated = repetition(of: atom) else { return nil }
            piece += repeated.map { $0.moved(by: piece.count) }
            guard piece.count <= Self.maximumLength else { return nil }
        }
        return piece
    }

    private mutating func atom() -> Piece? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "^": return [.start]
        case "$": return [.end]
        case ".": return [.character(.anything)]
        case "(": return group()
        case "[": return characterClass().map { [.character($0)] }
        case "\\": return escape().map { [.character($0)] }
        case "*", "+", "?", "{", "}", "]": return nil
        default: return [.character(.only(scalar))]
        }
    }

    private mutating func group() -> Piece? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { return nil }
        if takes("?") { guard takes(":") else { return nil } }
        guard let piece = alternatives(), takes(")") else { return nil }
        return piece
    }

    private mutating func escape() -> ScalarSet? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "d": return .digits
        case "w": return .words
        case "s": return .spaces
        case "D": return ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true)
        case "W": return ScalarSet(ranges: ScalarSet.words.ranges, isNegated: true)
        case "S": return ScalarSet(ranges: ScalarSet.spaces.ranges, isNegated: true)
        case "n": return .only("\n")
        case "r": return .only("\r")
        case "t": return .only("\t")
        case "u": return codeUnit()
        default: return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? nil : .only(scalar)
        }
    }

    /// Reads the four hexadecimal digits behind `\u`; half of a surrogate pair is no character.
    private mutating func codeUnit() -> ScalarSet? {
        let digits = source[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.properties.isASCIIHexDigit }) else { return nil }
        index += 4
        let text = digits.reduce(into: "") { $0.unicodeScalars.append($1) }
        return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init).map { .only($0) }
    }

    private mutating func characterClass() -> ScalarSet? {
        var set = ScalarSet(ranges: [])
        set.isNegated = takes("^")
        while let scalar = next, scalar != "]" {
            index += 1
            var low = scalar
            if scalar == "\\" {
                guard let escaped = escape(), !escaped.isNegated else { return nil }
                guard let only = escaped.ranges.first, escaped.ranges.count == 1, only.count == 1,
                    let single = Unicode.Scalar(only.lowerBound)
                else {
                    set.ranges += escaped.ranges
                    continue
                }
                low = single
            }
            guard let range = range(from: low) else { return nil }
            set.ranges.append(range)
        }
        guard takes("]"), !set.ranges.isEmpty else { return nil }
        return set
    }

    private mutating func range(from low: Unicode.Scalar) -> ClosedRange<UInt32>? {
        guard next == "-", index + 1 < source.count, source[index + 1] != "]" else { return low.value...low.value }
        index += 1
        var high = source[index]
        index += 1
        if high == "\\" {
            guard let bounds = escape()?.ranges, bounds.count == 1, bounds[0].count == 1,
                let single = Unicode.Scalar(bounds[0].lowerBound)
            else { return nil }
            high = single
        }
        return low.value <= high.value ? low.value...high.value : nil
    }

    private mutating func repetition(of atom: Piece) -> Piece? {
        guard let scalar = next else { return atom }
        let bounds: (least: Int, most: Int?)
        switch scalar {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            index += 1
            guard let counted = counts() else { return nil }
            bounds = counted
        default: return atom
        }
        index += 1
        if let next, "*+?{".unicodeScalars.contains(next) { return nil }
        return repeated(atom, least: bounds.least, most: bounds.most)
    }

    /// Reads `n`, `n,` or `n,m`, and stops before the closing brace.
    private mutating func counts() -> (least: Int, most: Int?)? {
        guard let least = count() else { return nil }
        var most: Int? = least
        if takes(",") { most = next == "}" ? nil : count() ?? -1 }
        guard next == "}", most.map({ $0 >= least }) ?? true else { return nil }
        return (least, most)
    }

    private mutating func count() -> Int? {
        var number: Int?
        while let scalar = next, let digit = Int(String(scalar)), number ?? 0 <= Self.maximumLength {
            number = (number ?? 0) * 10 + digit
            index += 1
        }
        return number.flatMap { $0 <= Self.maximumLength ? $0 : nil }
    }

    private func repeated(_ atom: Piece, least: Int, most: Int?) -> Piece? {
        guard (max(least, most ?? 1) + 1) * (atom.count + 2) <= Self.maximumLength else { return nil }
        var piece: Piece = []
        for _ in 0..<least { piece += atom.map { $0.moved(by: piece.count) } }
        guard let most else {
            let start = piece.count
            let loop: Piece = [.split(1, atom.count + 2)] + atom.map { $0.moved(by: 1) } + [.jump(0)]
            return piece + loop.map { $0.moved(by: start) }
        }
        for _ in least..<most {
            let start = piece.count
            let optional: Piece = [.split(1, atom.count + 1)] + atom.map { $0.moved(by: 1) }
            piece += optional.map { $0.moved(by: start) }
        }
        return piece
    }
}
