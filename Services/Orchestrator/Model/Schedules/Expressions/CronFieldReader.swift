/// Reads what all fields of a cron expression share: `*`, numbers and names, ranges, steps, and lists of them.
struct CronFieldReader {
    private let field: CronField

    init(_ field: CronField) {
        self.field = field
    }

    /// The numbers that a field's text allows; nil when it is not one. Years are counted from 1970.
    func values(_ text: Substring) -> CronValues? {
        var values = CronValues()
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let members = members(item) else { return nil }
            for member in members { values.insert(field == .year ? member - field.range.lowerBound : member) }
        }
        return values
    }

    /// One number or name of the field's range.
    func member(_ text: Substring) -> Int? {
        if let position = field.names.firstIndex(of: text.uppercased()) { return field.range.lowerBound + position }
        guard let number = Self.number(text), field.range.contains(number) else { return nil }
        return number
    }

    /// Decimal digits, at most four, without a sign.
    static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// `*`, `5`, `5-9`, each with `/step` or without; `5/10` runs from 5 to the end of the field.
    private func members(_ item: Substring) -> [Int]? {
        let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var step = 1
        if parts.count == 2 {
            guard let number = Self.number(parts[1]), (1...field.longestStep).contains(number) else { return nil }
            step = number
        }
        if parts[0] == "*" {
            return Array(stride(from: field.range.lowerBound, through: field.range.upperBound, by: step))
        }
        let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap(member) else { return nil }
        guard ends.count == 2 else {
            return parts.count == 2 ? Array(stride(from: first, through: field.range.upperBound, by: step)) : [first]
        }
        guard let last = member(ends[1]) else { return nil }
        if first <= last { return Array(stride(from: first, through: last, by: step)) }
        guard field.comesRound else { return nil }
        let size = field.range.count
        return stride(from: first, through: last + size, by: step).map {
            ($0 - field.range.lowerBound) % size + field.range.lowerBound
        }
    }
}
