import CArgon2

/// Argon2id, version 1.3 (RFC 9106), as Debian's libargon2 computes it.
enum Argon2id {
    /// Computes a hash. It takes some 20 ms and all the memory that the parameters say, so never on an event loop.
    ///
    /// - Parameters:
    ///   - password: As received, in UTF-8.
    ///   - salt: At least 8 bytes.
    ///   - parameters: The cost.
    ///   - length: Bytes wanted.
    /// - Throws: ``Argon2Failure``.
    static func hash(
        _ password: [UInt8], salt: [UInt8], parameters: Argon2Parameters, length: Int
    ) throws(Argon2Failure) -> [UInt8] {
        var password = password
        var salt = salt
        var output = [UInt8](repeating: 0, count: length)
        let passwordLength = UInt32(password.count)
        let saltLength = UInt32(salt.count)
        // The pointers are good inside of the closures, and argon2_ctx keeps none of them.
        let code = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe password.withUnsafeMutableBufferPointer { password in
                unsafe salt.withUnsafeMutableBufferPointer { salt in
                    var context = unsafe argon2_context()
                    unsafe context.out = output.baseAddress
                    unsafe context.outlen = UInt32(length)
                    unsafe context.pwd = password.baseAddress
                    unsafe context.pwdlen = passwordLength
                    unsafe context.salt = salt.baseAddress
                    unsafe context.saltlen = saltLength
                    unsafe context.t_cost = parameters.passes
                    unsafe context.m_cost = parameters.memory
                    unsafe context.lanes = parameters.lanes
                    unsafe context.threads = parameters.lanes
                    unsafe context.version = ARGON2_VERSION_13.rawValue
                    unsafe context.allocate_cbk = HashMemory.allocate
                    unsafe context.free_cbk = HashMemory.deallocate
                    return unsafe argon2_ctx(&context, Argon2_id)
                }
            }
        }
        guard code == ARGON2_OK.rawValue else { throw Argon2Failure(code: code) }
        return output
    }
}
