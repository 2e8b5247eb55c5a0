import MeshCore

extension CloudEvent {
    /// What stands before the names of attributes in header fields.
    static let fieldPrefix = "ce-"

    /// Reads an event whose attributes are header fields (CloudEvents HTTP protocol binding 1.0, section 3.1).
    ///
    /// - Parameters:
    ///   - fields: Names in lower case, with values; those that do not begin with `ce-` are passed over.
    ///   - contentType: The field `Content-Type`, which tells the media type of the data.
    ///   - body: The data; an event without any has an empty body.
    static func draft(
        fields: [(name: String, value: String)], contentType: String?, body: ArraySlice<UInt8>
    ) -> RecordDraft {
        var event = CloudEvent(
            attributes: [:], contentType: contentType, data: body.isEmpty && contentType == nil ? nil : body)
        for (name, value) in fields where name.hasPrefix(fieldPrefix) {
            let attribute = String(name.dropFirst(fieldPrefix.count))
            guard event.attributes[attribute] == nil else {
                return .failure(RecordRejection(field: name, code: "duplicate", message: "It stands there twice."))
            }
            guard let text = decode(value) else {
                return .failure(
                    RecordRejection(field: name, code: "encoding", message: "A percent sign begins no escape of UTF-8.")
                )
            }
            event.attributes[attribute] = text
        }
        let errors = event.faults { fieldPrefix + $0 }
        return errors.isEmpty ? .success(event.record) : .failure(RecordRejection(errors))
    }

    /// Unquotes a value and decodes its percent escapes, in this order and each once (section 3.1.3.2).
    private static func decode(_ value: String) -> String? {
        guard value.utf8.count >= 2, value.first == "\"", value.last == "\"" else {
            return PercentEncoding.decode(value[...], plus: .isPlus)
        }
        var text = ""
        var isEscaped = false
        for character in value.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                text.append(character)
                isEscaped = false
            }
        }
        return PercentEncoding.decode(text[...], plus: .isPlus)
    }
}
