/// Reads a regular expression in the syntax of ECMA-262, section 22.2.1, with the meaning of the flag `u`: what it matches are
/// code points, and letters are not escaped without need.
///
/// Punctuation may be escaped without need, and a bracket or brace without its partner stands for itself, as in patterns
/// without that flag: many schemas are written so.
struct PatternParser {
    private let source: [UInt32]
    private var index = 0
    private var depth = 0
    private(set) var groupCount = 0
    private(set) var hasBackreferences = false
    private var groupNames: [String: Int] = [:]
    private var namedReferences: [String] = []
    private var greatestReference = 0

    private static let depthLimit = 100

    init(_ source: String) {
        self.source = source.unicodeScalars.map(\.value)
    }

    /// The whole pattern.
    mutating func tree() throws(PatternError) -> PatternTree {
        collectNames()
        let tree = try alternatives()
        guard index == source.count else { throw PatternError("a group is closed that was not opened") }
        guard greatestReference <= groupCount else {
            throw PatternError("there is no group \(greatestReference) to refer to")
        }
        return tree
    }

    // MARK: - Characters

    var next: UInt32? { index < source.count ? source[index] : nil }

    mutating func take() -> UInt32? {
        guard index < source.count else { return nil }
        index += 1
        return source[index - 1]
    }

    mutating func takes(_ text: StaticString) -> Bool {
        let wanted = text.description.unicodeScalars.map(\.value)
        guard source[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    /// Takes digits; nil when there is none. Numbers beyond any use stay at a million.
    mutating func number() -> Int? {
        var number: Int?
        while let digit = next, (0x30...0x39).contains(digit) {
            number = min((number ?? 0) * 10 + Int(digit - 0x30), 1_000_000)
            index += 1
        }
        return number
    }

    /// Takes what stands before an end mark, and the mark; nil when there is none.
    mutating func text(upTo end: UInt32) -> String? {
        guard let close = source[index...].firstIndex(of: end) else { return nil }
        defer { index = close + 1 }
        return source[index..<close].reduce(into: "") { text, value in
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
    }

    mutating func hexadecimal(_ count: Int) -> UInt32? {
        let digits = source[index...].prefix(count).compactMap(Unicode.Scalar.init).filter(\.properties.isASCIIHexDigit)
        guard digits.count == count else { return nil }
        index += count
        return UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
    }

    func mark() -> Int { index }

    mutating func goBack(to mark: Int) { index = mark }

    // MARK: - Structure

    /// Group names may be referred to before they are given.
    private mutating func collectNames() {
        var count = 0
        var place = 0
        var isInClass = false
        while place < source.count {
            switch source[place] {
            case 0x5C: place += 1
            case 0x5B: isInClass = true
            case 0x5D: isInClass = false
            case 0x28 where !isInClass:
                var inner = PatternParser(self, at: place + 1)
                guard inner.takes("?") else {
                    count += 1
                    break
                }
                if inner.takes("<"), inner.next != 0x3D, inner.next != 0x21, let name = inner.text(upTo: 0x3E) {
                    count += 1
                    groupNames[name] = count
                }
            default: break  // Nothing else opens a group.
            }
            place += 1
        }
    }

    private init(_ other: PatternParser, at place: Int) {
        self = other
        index = place
    }

    private mutating func alternatives() throws(PatternError) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw PatternError("groups are nested too deeply") }
        var branches = [try sequence()]
        while takes("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternTree {
        var terms: [PatternTree] = []
        while let character = next, character != 0x7C, character != 0x29 {
            let term = try term()
            terms.append(try repetition(of: term))
        }
        return terms.count == 1 ? terms[0] : .sequence(terms)
    }

    private mutating func term() throws(PatternError) -> PatternTree {
        if takes("^") { return .start }
        if takes("$") { return .end }
        if takes(".") { return .set(.anything) }
        if takes("(") { return try group() }
        if takes("[") { return .set(try characterClass()) }
        if takes("\\") { return try escape() }
        if let character = next, [0x2A, 0x2B, 0x3F].contains(character) {
            throw PatternError("there is nothing to repeat")
        }
        if next == 0x7B, counts() != nil { throw PatternError("there is nothing to repeat") }
        guard let character = take() else { throw PatternError("it ends too early") }
        return .set(CodePointSet([character...character]))
    }

    private mutating func group() throws(PatternError) -> PatternTree {
        let tree: PatternTree
        if takes("?:") {
            // Within a group, also what takes no character may be repeated.
            tree = .sequence([try alternatives()])
        } else if takes("?=") {
            tree = .look(try alternatives(), isAhead: true, isNegated: false)
        } else if takes("?!") {
            tree = .look(try alternatives(), isAhead: true, isNegated: true)
        } else if takes("?<=") {
            tree = .look(try alternatives(), isAhead: false, isNegated: false)
        } else if takes("?<!") {
            tree = .look(try alternatives(), isAhead: false, isNegated: true)
        } else {
            if takes("?<") {
                guard let name = text(upTo: 0x3E), Self.isName(name) else {
                    throw PatternError("the name of a group is malformed")
                }
            } else if takes("?") {
                throw PatternError("a group of this kind is not known")
            }
            groupCount += 1
            let number = groupCount
            tree = .capture(try alternatives(), number)
        }
        guard takes(")") else { throw PatternError("a group is not closed") }
        return tree
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, isNamePart(first), first.properties.numericType == nil else {
            return false
        }
        return name.unicodeScalars.allSatisfy(isNamePart)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIDContinue || scalar == "$" || scalar == "_"
    }

    /// Marks that a group is referred to by number.
    mutating func refer(to group: Int) -> PatternTree {
        hasBackreferences = true
        greatestReference = max(greatestReference, group)
        return .backreference(group)
    }

    mutating func refer(to name: String) throws(PatternError) -> PatternTree {
        guard let group = groupNames[name] else { throw PatternError("there is no group \(name) to refer to") }
        return refer(to: group)
    }

    // MARK: - Repetition

    private mutating func repetition(of term: PatternTree) throws(PatternError) -> PatternTree {
        let bounds: (least: Int, most: Int?)
        if takes("*") {
            bounds = (0, nil)
        } else if takes("+") {
            bounds = (1, nil)
        } else if takes("?") {
            bounds = (0, 1)
        } else if next == 0x7B, let counted = counts() {
            bounds = counted
        } else {
            return term
        }
        switch term {
        case .start, .end, .wordBoundary, .look: throw PatternError("what takes no character cannot be repeated")
        case .set, .sequence, .alternatives, .capture, .repeated, .backreference: break
        }
        if let most = bounds.most, most < bounds.least { throw PatternError("the bounds of a repetition are reversed") }
        // Lazy or greedy is the same here, where only counts whether there is a match.
        _ = takes("?")
        if let character = next, [0x2A, 0x2B, 0x3F].contains(character) {
            throw PatternError("there is nothing to repeat")
        }
        return .repeated(term, least: bounds.least, most: bounds.most)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; nil, with nothing taken, when there is none.
    private mutating func counts() -> (least: Int, most: Int?)? {
        let start = index
        index += 1
        if let least = number() {
            if takes("}") { return (least, least) }
            if takes(",") {
                if takes("}") { return (least, nil) }
                if let most = number(), takes("}") { return (least, most) }
            }
        }
        index = start
        return nil
    }
}
