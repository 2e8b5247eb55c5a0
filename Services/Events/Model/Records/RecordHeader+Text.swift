import EventLog

extension [RecordHeader] {
    /// The text of the first header of a name; nil when there is none, or it has no value.
    func text(of name: String) -> String? {
        first { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
