import Crypto
import MeshCore

extension IntrinsicCall {
    /// `States.Hash`, in hexadecimal digits; what is no text is hashed as Step Functions prints it.
    func hash(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2, case .string(let algorithm) = values[1] else { throw refusal }
        let text = StatesText.java(values[0])
        guard text.utf16.count <= Self.maximumTextLength else { throw refusal }
        let bytes = Array(text.utf8)
        switch algorithm {
        case "MD5": return .string(Self.hexadecimal(Insecure.MD5.hash(data: bytes)))
        case "SHA-1": return .string(Self.hexadecimal(Insecure.SHA1.hash(data: bytes)))
        case "SHA-256": return .string(Self.hexadecimal(SHA256.hash(data: bytes)))
        case "SHA-384": return .string(Self.hexadecimal(SHA384.hash(data: bytes)))
        case "SHA-512": return .string(Self.hexadecimal(SHA512.hash(data: bytes)))
        default: throw refusal
        }
    }

    private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
