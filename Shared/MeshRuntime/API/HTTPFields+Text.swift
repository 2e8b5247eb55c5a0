import HTTPTypes

extension HTTPFields {
    /// The value of a field, as the subscript has it: the values of one that stands more than once are joined. Nearly all stand once,
    /// and are found without making a list and joining it.
    func text(of name: HTTPField.Name) -> String? {
        var found: String?
        for field in self where field.name == name {
            guard found == nil else { return self[name] }
            found = field.value
        }
        return found
    }
}
