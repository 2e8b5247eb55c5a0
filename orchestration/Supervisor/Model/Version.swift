/// What an instance runs: the first twelve hexadecimal digits of its executable's SHA-256.
package struct Version: TextIdentifier {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}
