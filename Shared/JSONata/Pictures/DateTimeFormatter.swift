import MeshCore

/// Writes a moment by a ``DateTimePicture``.
struct DateTimeFormatter {
    private let fields: DateTimeFields
    /// Hours and minutes, as in `+0530`.
    private let zone: Int

    /// - Parameter zone: As in `+0530`; UTC when it is nil.
    static func text(_ milliseconds: Int, _ picture: DateTimePicture, zone: String?) throws(JSONataError) -> String {
        let offset = zone.map { NumberText.leadingInteger($0) } ?? 0
        let zone = offset.isNaN ? 0 : Int(min(max(offset, -9999), 9999))
        let minutes = zone / 100 * 60 + zone % 100
        let formatter = DateTimeFormatter(
            fields: DateTimeFields(milliseconds: milliseconds + minutes * 60_000), zone: zone)
        var text = ""
        for part in picture.parts {
            switch part {
            case .literal(let literal): text += literal
            case .marker(let marker): text += try formatter.text(marker)
            }
        }
        return text
    }

    private func text(_ marker: DateTimeMarker) throws(JSONataError) -> String {
        switch marker.component {
        case "Z", "z": return try zoneText(marker)
        case "P":
            let text = fields.hour >= 12 ? "pm" : "am"
            return marker.names == .upper ? text.uppercased() : text
        case "C", "E": return "ISO"
        case "Y", "M", "D", "d", "F", "W", "w", "X", "x", "H", "h", "m", "s", "f":
            let number = fields.number(marker.component)
            if marker.names != nil { return try name(number, marker) }
            guard let integer = marker.integer else { return String(number) }
            guard let digits = marker.yearDigits, digits < 18 else { return try integer.format(Double(number)) }
            return try integer.format(Double(number % (0..<digits).reduce(1) { power, _ in power * 10 }))
        default: return "undefined"
        }
    }

    private func name(_ number: Int, _ marker: DateTimeMarker) throws(JSONataError) -> String {
        guard let names = DateTimeNames.names(of: marker.component) else {
            throw JSONataError("D3133", value: .string(String(marker.component)))
        }
        var name = names[number - 1]
        if marker.names == .upper { name = name.uppercased() }
        if marker.names == .lower { name = name.lowercased() }
        return marker.mostWidth.map { String(name.prefix($0)) } ?? name
    }

    private func zoneText(_ marker: DateTimeMarker) throws(JSONataError) -> String {
        guard let integer = marker.integer else { return "" }
        if zone == 0, marker.isZuluAllowed { return "Z" }
        var text: String
        if integer.regularSeparator != nil {
            text = try integer.format(Double(zone))
        } else {
            switch integer.mandatoryDigits {
            case 1, 2:
                text = try integer.format(Double(zone / 100))
                if zone < 0, zone > -100 { text = "-" + text }
                let minutes = abs(zone % 100)
                if minutes != 0 { text += ":" + (minutes < 10 ? "0" : "") + String(minutes) }
            case 3, 4: text = try integer.format(Double(zone))
            default: throw JSONataError("D3134", value: .int(Int64(integer.mandatoryDigits)))
            }
        }
        if zone >= 0 { text = "+" + text }
        return marker.component == "z" ? "GMT" + text : text
    }
}
