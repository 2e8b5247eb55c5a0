import MeshCore

/// Reads a moment that was written by a ``DateTimePicture``.
struct DateTimeParser {
    /// What was read, by components; names that are unknown are missing.
    private var components: [Character: Double] = [:]

    /// The milliseconds since 1970; nil when the text does not fit the picture or tells nothing.
    static func milliseconds(
        of text: String, _ picture: DateTimePicture, _ run: Evaluation
    ) throws(JSONataError) -> Double? {
        let pattern = try Self.patterns.picture(of: picture.source, length: picture.source.utf8.count) {
            () throws(JSONataError) in try Self.pattern(of: picture)
        }
        let units = Array(text.utf16)
        guard let match = try pattern.firstMatch(in: units, from: 0, run) else { return nil }
        var parser = DateTimeParser()
        for (part, range) in zip(picture.parts, Self.outerGroups(match, picture)) {
            guard case .marker(let marker) = part, let range else { continue }
            let found = String(decoding: units[range], as: UTF16.self)
            parser.components[marker.component] = try Self.value(of: found, marker)
        }
        let hasMarkers = picture.parts.contains { if case .marker = $0 { true } else { false } }
        guard hasMarkers else { return nil }
        return try parser.moment(run.environment.now)
    }

    private static let patterns = PictureCache<String, Pattern>()

    private static func pattern(of picture: DateTimePicture) throws(JSONataError) -> Pattern {
        var expression = "^"
        for part in picture.parts { expression += "(" + (try self.expression(part)) + ")" }
        return try Pattern(expression + "$", flags: .ignoresCase, at: 0)
    }

    /// The groups of the parts; pictures have no groups of their own.
    private static func outerGroups(_ match: PatternMatch, _ picture: DateTimePicture) -> [Range<Int>?] {
        Array(match.groups.prefix(picture.parts.count))
    }

    private static func expression(_ part: DateTimePicture.Part) throws(JSONataError) -> String {
        switch part {
        case .literal(let literal): return escaped(literal)
        case .marker(let marker):
            if marker.component == "Z" || marker.component == "z" {
                let minutes = marker.integer?.regularSeparator.map { escaped($0.text) + "[0-9]+" } ?? ""
                return (marker.component == "z" ? "GMT" : "") + "[-+][0-9]+" + minutes
            }
            if let integer = marker.integer { return try integer.expression() }
            guard marker.component == "P" || DateTimeNames.names(of: marker.component) != nil else {
                throw JSONataError("D3133", value: .string(String(marker.component)))
            }
            return "[a-zA-Z]+"
        }
    }

    private static func escaped(_ literal: String) -> String {
        var text = ""
        for letter in literal {
            if ".*+?^${}()|[]\\".contains(letter) { text.append("\\") }
            text.append(letter)
        }
        return text
    }

    private static func value(of text: String, _ marker: DateTimeMarker) throws(JSONataError) -> Double? {
        if marker.component == "Z" || marker.component == "z" { return zone(text, marker) }
        if marker.component == "f" { return milliseconds(text) }
        if let integer = marker.integer { return try integer.number(text) }
        if marker.component == "P" {
            return switch text {
            case "am", "AM": 0
            case "pm", "PM": 1
            default: nil
            }
        }
        let names = DateTimeNames.names(of: marker.component) ?? []
        let place = names.firstIndex { name in
            let width = marker.mostWidth.flatMap { $0 > 0 ? $0 : nil }
            return (width.map { String(name.prefix($0)) } ?? name) == text
        }
        return place.map { Double($0 + 1) }
    }

    /// The digits behind a point; what is finer than milliseconds falls away.
    private static func milliseconds(_ digits: String) -> Double {
        NumberText.leadingInteger((digits + "000").prefix(3).description)
    }

    /// The minutes of a zone.
    private static func zone(_ text: String, _ marker: DateTimeMarker) -> Double {
        let text = marker.component == "z" ? text.dropFirst(3) : text[...]
        let isNegative = text.first == "-"
        let digits = text.dropFirst()
        var hours = digits
        var minutes = digits.prefix(0)
        if let separator = marker.integer?.regularSeparator?.text.first, let place = digits.firstIndex(of: separator) {
            hours = digits[..<place]
            minutes = digits[digits.index(after: place)...]
        } else if digits.count > 2 {
            hours = digits.prefix(2)
            minutes = digits.dropFirst(2)
        }
        let amount = (Double(String(hours)) ?? 0) * 60 + (Double(String(minutes)) ?? 0)
        return isNegative ? -amount : amount
    }

    /// Puts the components together.
    ///
    /// They are lined up from the largest to the smallest. What is missing before the first one is taken from the present,
    /// what is missing after the last one is the smallest there is, and nothing may be missing between them.
    private mutating func moment(_ now: Timestamp) throws(JSONataError) -> Double {
        let isDayOfYear = !isOnly("YMD", of: "YXMxWwdD") && isOnly("Yd", of: "YXMxWwdD")
        let isWeekOfMonth = isOnly("Xxw", of: "YXMxWwdD")
        let isWeekOfYear = !isWeekOfMonth && isOnly("XW", of: "YXMxWwdD")
        let isHalfDay = !isOnly("Hmsf", of: "PHhmsf") && isOnly("Phmsf", of: "PHhmsf")
        let date = isDayOfYear ? "YD" : isWeekOfMonth ? "XxwF" : isWeekOfYear ? "XWF" : "YMD"
        try complete(date + (isHalfDay ? "Phmsf" : "Hmsf"), now)
        // Moments by weeks are not read, as in the reference implementation.
        if isWeekOfMonth || isWeekOfYear { throw JSONataError("D3136") }
        let year = value("Y")
        // Two digits mean the century before (ECMA-262, section 21.4.3.4).
        let fullYear = (0...99).contains(year.rounded(.towardZero)) ? 1900 + year.rounded(.towardZero) : year
        let month = value("M") > 0 && !isDayOfYear ? value("M") : 1
        let day = isDayOfYear ? value("d") : value("D")
        var hour = value("H")
        if isHalfDay { hour = (value("h") == 12 ? 0 : value("h")) + (value("P") == 1 ? 12 : 0) }
        guard fullYear.magnitude < 1e6, month.magnitude < 1e6, day.isFinite else { return .nan }
        let days = Double(DateTimeFields.dayNumber(Int(fullYear), Int(month))) + day - 1
        let seconds = (days * 24 + hour) * 3600 + value("m") * 60 + value("s")
        let zone = components["Z"] ?? components["z"] ?? 0
        return (seconds - zone * 60) * 1000 + value("f")
    }

    private func value(_ component: Character) -> Double {
        components[component] ?? 0
    }

    /// Whether there are components of one kind, and no others of their group. A zero does not count as one.
    private func isOnly(_ wanted: String, of group: String) -> Bool {
        let present = group.filter { component in components[component].map { $0 != 0 && !$0.isNaN } ?? false }
        return !present.isEmpty && present.allSatisfy { wanted.contains($0) }
    }

    private mutating func complete(_ order: String, _ now: Timestamp) throws(JSONataError) {
        let present = DateTimeFields(milliseconds: Int(now.milliseconds))
        var hasBegun = false
        var hasEnded = false
        for component in order {
            if components[component] != nil {
                if hasEnded { throw JSONataError("D3136") }
                hasBegun = true
            } else if hasBegun {
                components[component] = "MDd".contains(component) ? 1 : 0
                hasEnded = true
            } else if component != "P" {
                components[component] = Double(present.number(component))
            }
        }
    }
}
