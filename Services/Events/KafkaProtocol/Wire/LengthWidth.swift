/// In how many bytes versions that are not flexible write a length.
enum LengthWidth: Sendable {
    /// Of texts.
    case two
    /// Of bytes and arrays.
    case four
}
