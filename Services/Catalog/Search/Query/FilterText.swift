/// A filter as it is written in a query: `color:red,blue`. A backslash takes the character behind it as it is.
enum FilterText {
    /// More values than anybody chooses.
    static let valueLimit = 32

    /// - Returns: The name and its values; nil when there is no colon, no name, no value, or there are too many.
    static func parse(_ text: String) -> (name: String, values: [String])? {
        var name: String?
        var values: [String] = []
        var part = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                part.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == ":", name == nil {
                name = part
                part = ""
            } else if character == ",", name != nil {
                values.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        values.append(part)
        guard let name, !name.isEmpty, !isEscaped, values.count <= valueLimit, !values.contains("") else { return nil }
        return (name, values)
    }
}
