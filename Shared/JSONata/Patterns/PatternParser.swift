/// Reads the text of a regular expression.
struct PatternParser {
    let units: [UInt16]
    let flags: Pattern.Flags
    var place = 0
    private(set) var groupCount = 0
    private var depth = 0
    private var names: [String: Int] = [:]
    /// How many groups the whole pattern has, by which `\3` is a reference or not.
    let totalGroupCount: Int
    private let groupNames: [String]

    private static let depthLimit = 100

    init(_ source: String, _ flags: Pattern.Flags) {
        units = Array(source.utf16)
        self.flags = flags
        (totalGroupCount, groupNames) = Self.groups(of: units)
    }

    /// Reads all of it.
    mutating func tree() throws(PatternFailure) -> PatternTree {
        let tree = try alternatives()
        guard place == units.count else { throw PatternFailure("unmatched ')'") }
        return tree
    }

    var unit: UInt16? { place < units.count ? units[place] : nil }

    /// Takes the next unit if it is this one.
    mutating func takes(_ letter: Unicode.Scalar) -> Bool {
        guard let unit, UInt32(unit) == letter.value else { return false }
        place += 1
        return true
    }

    mutating func takes(_ text: StaticString) -> Bool {
        let wanted = Array("\(text)".utf16)
        guard units[place...].starts(with: wanted) else { return false }
        place += wanted.count
        return true
    }

    private mutating func alternatives() throws(PatternFailure) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw PatternFailure("nested too deeply") }
        var branches = [try sequence()]
        while takes("|" as Unicode.Scalar) { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternFailure) -> PatternTree {
        var terms: [PatternTree] = []
        while let unit, unit != UInt16(UInt8(ascii: "|")), unit != UInt16(UInt8(ascii: ")")) {
            let firstGroup = groupCount
            let term = try term()
            terms.append(try quantified(term, groups: firstGroup..<groupCount))
        }
        return terms.count == 1 ? terms[0] : .sequence(terms)
    }

    private mutating func term() throws(PatternFailure) -> PatternTree {
        guard let unit else { throw PatternFailure("it ends too early") }
        place += 1
        switch UInt8(truncatingIfNeeded: unit) {
        case _ where unit > 0x7F: return .unit(unit)
        case UInt8(ascii: "^"): return .start
        case UInt8(ascii: "$"): return .end
        case UInt8(ascii: "."): return .any
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["): return .set(try bracketed())
        case UInt8(ascii: "\\"): return try escape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw PatternFailure("nothing to repeat")
        case UInt8(ascii: "{"):
            place -= 1
            if bounds() != nil { throw PatternFailure("nothing to repeat") }
            place += 1
            return .unit(unit)
        default: return .unit(unit)  // Every other unit stands for itself.
        }
    }

    private mutating func group() throws(PatternFailure) -> PatternTree {
        let tree: PatternTree
        if takes("?:") {
            tree = try alternatives()
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
                let name = try groupName()
                guard names.updateValue(groupCount, forKey: name) == nil else {
                    throw PatternFailure("two groups have one name")
                }
            } else if takes("?" as Unicode.Scalar) {
                throw PatternFailure("invalid group")
            }
            let index = groupCount
            groupCount += 1
            tree = .capture(try alternatives(), index: index)
        }
        guard takes(")" as Unicode.Scalar) else { throw PatternFailure("unterminated group") }
        return tree
    }

    /// Reads the name of a group, up to the bracket behind it.
    mutating func groupName() throws(PatternFailure) -> String {
        let start = place
        guard let end = units[start...].firstIndex(of: UInt16(UInt8(ascii: ">"))), end > start else {
            throw PatternFailure("invalid group name")
        }
        place = end + 1
        return String(decoding: units[start..<end], as: UTF16.self)
    }

    /// The group of a name, wherever it stands.
    func group(named name: String) throws(PatternFailure) -> Int {
        guard let index = groupNames.firstIndex(of: name) else { throw PatternFailure("no group has that name") }
        return index
    }

    var hasNamedGroups: Bool { groupNames.contains { !$0.isEmpty } }

    private mutating func quantified(_ term: PatternTree, groups: Range<Int>) throws(PatternFailure) -> PatternTree {
        guard let bounds = bounds() else { return term }
        guard bounds.least <= bounds.most else { throw PatternFailure("numbers out of order in quantifier") }
        switch term {
        case .start, .end, .wordBoundary, .look(_, isAhead: false, _): throw PatternFailure("nothing to repeat")
        case .unit, .any, .set, .sequence, .alternatives, .capture, .repeated, .reference, .look: break
        }
        let isGreedy = !takes("?" as Unicode.Scalar)
        return .repeated(term, least: bounds.least, most: bounds.most, isGreedy: isGreedy, groups: groups)
    }

    /// Reads `*`, `+`, `?` or `{2,5}`; nil, and nothing taken, when none stands here.
    private mutating func bounds() -> (least: Int, most: Int)? {
        if takes("*" as Unicode.Scalar) { return (0, .max) }
        if takes("+" as Unicode.Scalar) { return (1, .max) }
        if takes("?" as Unicode.Scalar) { return (0, 1) }
        let start = place
        guard takes("{" as Unicode.Scalar), let least = number() else {
            place = start
            return nil
        }
        var most = least
        if takes("," as Unicode.Scalar) { most = number() ?? .max }
        guard takes("}" as Unicode.Scalar) else {
            place = start
            return nil
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var number: Int?
        while let unit, PatternSet.digits.contains(unit) {
            let (product, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
            number = overflow || product > 1 << 40 ? .max >> 8 : product + Int(unit) - 0x30
            place += 1
        }
        return number
    }

    /// Counts the groups of a pattern before it is read; with their names, empty for those without.
    private static func groups(of units: [UInt16]) -> (Int, [String]) {
        var names: [String] = []
        var isInSet = false
        var place = 0
        while place < units.count {
            switch units[place] {
            case UInt16(UInt8(ascii: "\\")): place += 1
            case UInt16(UInt8(ascii: "[")): isInSet = true
            case UInt16(UInt8(ascii: "]")): isInSet = false
            case UInt16(UInt8(ascii: "(")) where !isInSet:
                let rest = units[(place + 1)...]
                if !rest.starts(with: "?".utf16) {
                    names.append("")
                } else if rest.starts(with: "?<".utf16), !rest.starts(with: "?<=".utf16),
                    !rest.starts(with: "?<!".utf16)
                {
                    let name = rest.dropFirst(2).prefix { $0 != UInt16(UInt8(ascii: ">")) }
                    names.append(String(decoding: name, as: UTF16.self))
                }
            default: break  // Nothing else begins or hides a group.
            }
            place += 1
        }
        return (names.count, names)
    }
}
