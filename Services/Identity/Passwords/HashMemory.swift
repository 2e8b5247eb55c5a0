import CArgon2
import Glibc
import Synchronization

/// The memory in which hashes are computed: blocks straight from the kernel, used again while logins go on, and given back when they
/// pause.
///
/// Blocks of malloc would stay with the process after the first login, 19 MiB per thread; fresh ones each time cost a quarter more
/// time per hash, for the kernel's clearing of pages (both measured, see docs/decisions/0003-passwords-and-sessions.md).
enum HashMemory {
    private struct Block {
        /// Address of the mapping; a number, since pointers are not Sendable. It is owned by this list alone while it stands in it.
        let address: UInt
        let length: Int
    }

    /// Blocks kept at most: as many as hashes that run at once on a small machine.
    private static let keptLimit = 4
    private static let kept = Mutex<[Block]>([])

    /// Gives all idle blocks back to the kernel.
    static func release() {
        let blocks = kept.withLock { blocks in
            defer { blocks = [] }
            return blocks
        }
        for block in blocks { unmap(block) }
    }

    /// Idle blocks that are kept.
    static var keptCount: Int { kept.withLock { $0.count } }

    /// Hands out a block of this length; nil when the kernel has none.
    private static func take(_ length: Int) -> UnsafeMutablePointer<UInt8>? {
        let known = kept.withLock { blocks in
            blocks.firstIndex { $0.length == length }.map { blocks.remove(at: $0) }
        }
        if let known { return unsafe UnsafeMutablePointer(bitPattern: known.address) }
        let mapping = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else { return nil }
        return unsafe mapping.assumingMemoryBound(to: UInt8.self)
    }

    private static func giveBack(_ pointer: UnsafeMutablePointer<UInt8>, _ length: Int) {
        let block = Block(address: UInt(bitPattern: pointer), length: length)
        let isKept = kept.withLock { blocks in
            guard blocks.count < keptLimit else { return false }
            blocks.append(block)
            return true
        }
        if !isKept { unmap(block) }
    }

    private static func unmap(_ block: Block) {
        let result = unsafe munmap(UnsafeMutableRawPointer(bitPattern: block.address), block.length)
        precondition(result == 0, "a block of hash memory was not a mapping")
    }

    /// libargon2's `allocate_fptr`.
    static let allocate: allocate_fptr = { memory, length in
        guard let memory = unsafe memory, let block = unsafe take(length) else {
            return ARGON2_MEMORY_ALLOCATION_ERROR.rawValue
        }
        unsafe memory.pointee = unsafe block
        return ARGON2_OK.rawValue
    }

    /// libargon2's `deallocate_fptr`. The library has wiped the block by then.
    static let deallocate: deallocate_fptr = { memory, length in
        guard let memory = unsafe memory else { return }
        unsafe giveBack(memory, length)
    }
}
