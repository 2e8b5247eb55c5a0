import Synchronization

/// Hands a value over to who works on it elsewhere, so that nobody else holds it: what it keeps is changed in place there, and not copied.
final class Handover<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: consuming Value) {
        self.value = Mutex(value)
    }

    /// Takes the value, once.
    func take() -> Value {
        guard let value = value.withLock({ $0.take() }) else { preconditionFailure("it was taken before") }
        return value
    }
}
